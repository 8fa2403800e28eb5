namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a reference to another resource puts into the environment.</summary>
[Flags]
public enum ReferenceEnvironmentInjectionFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>ConnectionStrings__{name}</c></summary>
    ConnectionString = 1 << 0,

    /// <summary><c>{NAME}_{PROPERTY}</c> for each connection property.</summary>
    ConnectionProperties = 1 << 1,

    /// <summary><c>services__{name}__{endpoint}__0</c></summary>
    ServiceDiscovery = 1 << 2,

    /// <summary><c>{NAME}_{ENDPOINT}</c> for each endpoint.</summary>
    Endpoints = 1 << 3,

    /// <summary>All of it.</summary>
    All = ConnectionString | ConnectionProperties | ServiceDiscovery | Endpoints,
}

/// <summary>What references put into the environment of one resource.</summary>
public sealed class ReferenceEnvironmentInjectionAnnotation(ReferenceEnvironmentInjectionFlags flags) : IResourceAnnotation
{
    /// <summary>What that is.</summary>
    public ReferenceEnvironmentInjectionFlags Flags { get; } = flags;

    /// <summary>What .NET reads: the names that were there first.</summary>
    internal const ReferenceEnvironmentInjectionFlags Usual = ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery;

    internal static bool Includes(IResource resource, ReferenceEnvironmentInjectionFlags wanted)
        => ((resource.TryGetLastAnnotation<ReferenceEnvironmentInjectionAnnotation>(out var chosen) ? chosen.Flags : Usual) & wanted) != 0;

    /// <summary>A name as a variable's: upper case, and what a variable cannot have becomes an underscore.</summary>
    internal static string VariableName(string name)
    {
        var variable = string.Create(name.Length, name, static (text, name) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = char.IsAsciiLetterOrDigit(name[i]) ? char.ToUpperInvariant(name[i]) : '_';
            }
        });

        return variable is [>= '0' and <= '9', ..] ? $"_{variable}" : variable;
    }
}
