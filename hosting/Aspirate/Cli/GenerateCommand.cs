using Aspirate.Kubernetes;
using Aspirate.Model;
using Aspirate.Output;

namespace Aspirate.Cli;

/// <summary><c>aspirate generate</c>: a manifest in, files out. Nothing is written when anything is wrong.</summary>
internal sealed class GenerateCommand(GenerateOptions options, IUserDialog dialog, TextWriter output)
{
    public int Run(string manifestPath)
    {
        var session = DeploymentSession.Open(options, manifestPath, dialog);
        var files = Emit(session);
        session.Problems.ThrowIfAny();
        // The secrets first: output whose made-up values were not kept could not be made again.
        session.Secrets?.Save();
        var summary = new OutputFolder(options.OutputPath).Write(files());
        Report(summary, session);
        return ExitCode.Success;
    }

    private Func<IReadOnlyList<OutputFile>> Emit(DeploymentSession session)
    {
        var model = session.Build(options.Format, dialog);
        if (options.Format != OutputFormat.Kustomize)
        {
            throw new NotSupportedException();
        }

        List<KeyValuePair<string, DeploymentModel>> environments = [];
        foreach (var (name, environment) in session.Settings.Environments.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            environments.Add(new(name, session.Build(options.Format, dialog, environment)));
        }

        if (environments.Count == 0)
        {
            environments.Add(new(KustomizeEmitter.DefaultEnvironment, model));
        }

        return () => KustomizeEmitter.Emit(model, environments, !options.SkipFinal);
    }

    private void Report(OutputSummary summary, DeploymentSession session)
    {
        output.WriteLine($"{session.Manifest.Resources.Count} resources, {summary.Written.Count} files written to {Path.GetFullPath(options.OutputPath)}{(summary.Written.Count == 0 ? " (nothing changed)" : "")}");
        foreach (var path in summary.Removed)
        {
            output.WriteLine($"  removed {path}: no longer produced");
        }

        foreach (var path in summary.Kept)
        {
            output.WriteLine($"  kept {path}: no longer produced, but changed by somebody");
        }

        if (session.Secrets is { Encrypted: false } && session.Secrets.Names.Any())
        {
            output.WriteLine($"  note: {Secrets.SecretsFile.FileName} holds secrets in the clear; do not commit it");
        }
    }
}
