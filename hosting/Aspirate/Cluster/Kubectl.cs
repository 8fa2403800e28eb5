using System.Text.Json;
using Aspirate.Cli;
using Aspirate.Problems;
using Aspirate.Tools;

namespace Aspirate.Cluster;

/// <summary>Talks to one cluster through kubectl. The context is part of every call, so nothing lands in another cluster.</summary>
internal sealed class Kubectl(string context, string? @namespace, TextWriter output)
{
    public const string Program = "kubectl";

    public string Context { get; } = context;

    public string? Namespace { get; } = @namespace;

    public TextWriter Output { get; } = output;

    public static async Task<IReadOnlyList<string>> ContextsAsync(CancellationToken cancellation)
    {
        var names = await Tool.RunAsync(Program, ["config", "get-contexts", "--output", "name"], cancellation);
        return [.. names.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    /// <summary>The context that was named; with a terminal, the one that is chosen. Never silently the current one of several.</summary>
    public static async Task<string> ChooseContextAsync(string? given, bool interactive, IUserDialog dialog, CancellationToken cancellation)
    {
        var contexts = await ContextsAsync(cancellation);
        if (given is not null)
        {
            return contexts.Contains(given) ? given
                : throw new CommandFailedException(ExitCode.InputRefused, $"There is no context \"{given}\" in the kubeconfig; it has {(contexts.Count == 0 ? "none" : string.Join(", ", contexts))}.");
        }

        return contexts switch
        {
            [] => throw new CommandFailedException(ExitCode.InputRefused, "The kubeconfig has no context."),
            [var only] => only,
            _ when interactive => dialog.Choose("Which cluster?", contexts),
            _ => throw new CommandFailedException(ExitCode.InputRefused, $"The kubeconfig has several contexts ({string.Join(", ", contexts)}); name one with --kube-context."),
        };
    }

    public Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation, string? input = null, bool show = false) =>
        Tool.RunAsync(Program, Complete(arguments), cancellation, show ? Output : null, input);

    public Task<(int ExitCode, string Output, string Error)> TryRunAsync(IEnumerable<string> arguments, CancellationToken cancellation, string? input = null, bool show = false) =>
        Tool.TryRunAsync(Program, Complete(arguments), cancellation, show ? Output : null, input);

    public async Task<JsonDocument> ReadAsync(IEnumerable<string> arguments, CancellationToken cancellation, string? input = null)
    {
        var text = await RunAsync([.. arguments, "--output", "json"], cancellation, input);
        return JsonDocument.Parse(string.IsNullOrWhiteSpace(text) ? """{ "items": [] }""" : text);
    }

    private List<string> Complete(IEnumerable<string> arguments)
    {
        List<string> all = ["--context", Context];
        if (Namespace is not null)
        {
            all.AddRange(["--namespace", Namespace]);
        }

        all.AddRange(arguments);
        return all;
    }
}
