namespace Aspire.Hosting.ApplicationModel;

/// <summary>How each kind of name is compared, in one place.</summary>
internal static class NameComparers
{
    internal static StringComparer Resource => StringComparer.OrdinalIgnoreCase;

    internal static StringComparison ResourceComparison => StringComparison.OrdinalIgnoreCase;

    internal static StringComparer Endpoint => StringComparer.OrdinalIgnoreCase;

    internal static StringComparison EndpointComparison => StringComparison.OrdinalIgnoreCase;

    internal static StringComparer ResourceState => StringComparer.Ordinal;
}
