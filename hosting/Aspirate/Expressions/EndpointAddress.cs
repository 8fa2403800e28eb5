namespace Aspirate.Expressions;

/// <summary>How a binding is reached by the other resources, and the port that its process listens on.</summary>
public sealed record EndpointAddress(string Scheme, string Host, int Port, int TargetPort)
{
    public string Url => $"{Scheme}://{Host}:{Port}";
}
