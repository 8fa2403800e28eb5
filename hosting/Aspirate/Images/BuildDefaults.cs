namespace Aspirate.Images;

internal static class BuildDefaults
{
    public const string RuntimeIdentifier = "linux-x64";
}
