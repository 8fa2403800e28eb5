namespace Aspire.Hosting;

/// <summary>The switches of an AppHost; everything else on the command line is ordinary .NET configuration.</summary>
internal static class HostCommandLine
{
    private static readonly Dictionary<string, string> s_switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
        ["--output-path"] = "Publishing:OutputPath",
        ["--deploy"] = "Publishing:Deploy",
        ["--dcp-cli-path"] = "DcpPublisher:CliPath",
        ["--dcp-container-runtime"] = "DcpPublisher:ContainerRuntime",
        ["--dcp-dependency-check-timeout"] = "DcpPublisher:DependencyCheckTimeout",
        ["--dcp-dashboard-path"] = "DcpPublisher:DashboardPath",
        ["--print-plan"] = "AppHost:PrintPlan",
        ["--isolated"] = "AppHost:Isolated",
        ["--embedded"] = "AppHost:Embedded",
    };

    private static readonly HashSet<string> s_flags = new(StringComparer.OrdinalIgnoreCase) { "--print-plan", "--isolated", "--embedded", "--deploy" };

    internal static Dictionary<string, string> SwitchMappings => s_switches;

    /// <summary>Gives every flag its value: the configuration reader would take the argument after a bare flag for one.</summary>
    internal static string[] Normalise(string[]? args)
    {
        if (args is null)
        {
            return [];
        }

        var result = new List<string>(args.Length);
        for (var i = 0; i < args.Length; i++)
        {
            var valueFollows = i + 1 < args.Length && bool.TryParse(args[i + 1], out _);
            result.Add(s_flags.Contains(args[i]) && !valueFollows ? $"{args[i]}=true" : args[i]);
        }

        return [.. result];
    }
}
