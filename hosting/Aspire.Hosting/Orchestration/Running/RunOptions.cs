using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration.Running;

/// <summary>What the command line and the configuration say about a run.</summary>
/// <param name="PrintPlan">Print the plan and start nothing.</param>
/// <param name="Isolated">A store of its own and no lock, so that it can run beside another.</param>
/// <param name="RandomizePorts">Any free port for every proxied endpoint.</param>
/// <param name="Grace">How long a process may take from SIGTERM to its end.</param>
internal sealed record RunOptions(bool PrintPlan, bool Isolated, bool RandomizePorts, TimeSpan Grace)
{
    /// <summary>The key of the grace, in seconds.</summary>
    public const string GraceKey = "AppHost:ShutdownGraceSeconds";

    private const int DefaultGrace = 10;
    private const int LongestGrace = 3600;

    /// <summary>Reads them.</summary>
    /// <exception cref="DistributedApplicationException">A value cannot be read.</exception>
    public static RunOptions Read(IConfiguration configuration)
    {
        var randomize = Flag(configuration, "DcpPublisher:RandomizePorts");
        var isolated = Flag(configuration, "AppHost:Isolated") || randomize;
        return new RunOptions(Flag(configuration, "AppHost:PrintPlan"), isolated, isolated, ReadGrace(configuration));
    }

    private static TimeSpan ReadGrace(IConfiguration configuration)
    {
        if (configuration[GraceKey] is not { Length: > 0 } text)
        {
            return TimeSpan.FromSeconds(DefaultGrace);
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= LongestGrace
            ? TimeSpan.FromSeconds(seconds)
            : throw new DistributedApplicationException($"The configuration key '{GraceKey}' is '{text}', but must be a number of seconds between 0 and {LongestGrace}.");
    }

    private static bool Flag(IConfiguration configuration, string key) => configuration[key] switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new DistributedApplicationException($"The configuration key '{key}' is '{text}', but must be true or false."),
    };
}
