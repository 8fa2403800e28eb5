namespace Aspirate.Output;

public enum OutputFormat
{
    Kustomize,
    Helm,
    Compose,
}
