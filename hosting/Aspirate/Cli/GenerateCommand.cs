using Aspirate.Compose;
using Aspirate.Helm;
using Aspirate.Images;
using Aspirate.Kubernetes;
using Aspirate.Model;
using Aspirate.Output;

namespace Aspirate.Cli;

/// <summary><c>aspirate generate</c>: a manifest in, files out. Nothing is written when anything is wrong.</summary>
internal sealed class GenerateCommand(GenerateOptions options, IUserDialog dialog, TextWriter output)
{
    public async Task<int> RunAsync(string manifestPath, CancellationToken cancellation)
    {
        var session = DeploymentSession.Open(options, manifestPath, dialog);
        var model = session.Build(options.Format, dialog);
        var emit = Emitter(session, model);
        session.Problems.ThrowIfAny();
        if (!options.SkipBuild)
        {
            using var builder = new ImageBuilder(session, model, options, output);
            await builder.RunAsync(model.Images, cancellation);
            // Once more, now with the digests of what was built.
            emit = Emitter(session, session.Build(options.Format, dialog));
            session.Problems.ThrowIfAny();
        }

        // The secrets first: output whose made-up values were not kept could not be made again.
        session.Secrets?.Save();
        Report(emit(), session, model);
        ReportOldImages(session, model);
        return ExitCode.Success;
    }

    // What is still to be checked is checked here; the function that comes back only writes.
    private Func<OutputSummary> Emitter(DeploymentSession session, DeploymentModel model)
    {
        var folder = new OutputFolder(options.OutputPath);
        switch (options.Format)
        {
            case OutputFormat.Compose:
                var compose = new ComposeEmitter(model, options.OutputPath, options.ComposeBuilds);
                EnvFile.Check(compose.Variables, session.Problems);
                return () =>
                {
                    var summary = folder.Write(compose.Emit());
                    EnvFile.Write(options.OutputPath, compose.Variables);
                    return summary;
                };
            case OutputFormat.Helm:
                return () => folder.Write(HelmEmitter.Emit(model));
            default:
                var environments = Environments(session, model);
                var files = () => KustomizeEmitter.Emit(model, environments, !options.SkipFinal);
                return model.Components is null ? () => folder.Write(files()) : () =>
                {
                    var partial = new PartialKustomization(options.OutputPath, model.Components, model.AllNames);
                    return folder.Write(partial.Complete(files()), partial.Keeps);
                };
        }
    }

    private List<KeyValuePair<string, DeploymentModel>> Environments(DeploymentSession session, DeploymentModel model)
    {
        List<KeyValuePair<string, DeploymentModel>> environments = [];
        foreach (var (name, environment) in session.Settings.Environments.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            environments.Add(new(name, session.Build(options.Format, dialog, environment)));
        }

        if (environments.Count == 0)
        {
            environments.Add(new(KustomizeEmitter.DefaultEnvironment, model));
        }

        return environments;
    }

    // What is pinned is what was built; it would be a surprise only if the sources went on without it.
    private void ReportOldImages(DeploymentSession session, DeploymentModel model)
    {
        var pinned = options.SkipBuild ? model.Images.Where(i => session.BuiltImages.DigestOf(i.Name, i.Image) is not null).ToList() : [];
        if (pinned.Count == 0)
        {
            return;
        }

        foreach (var plan in new BuildPlanner(session.Manifest, session.Settings, options, new()).Plan(pinned))
        {
            if (BuildReasons.ChangedSources(plan, session.BuiltImages.Find(plan.Name)!) is { Count: > 0 } changed)
            {
                output.WriteLine($"  note: {string.Join(", ", changed)} changed since the image of {plan.Name} was built; aspirate build makes a new one");
            }
        }
    }

    private void Report(OutputSummary summary, DeploymentSession session, DeploymentModel model)
    {
        var count = model.Components is null ? $"{session.Manifest.Resources.Count(r => !DashboardAddition.Added(r))} resources" : $"{model.Components.Count} of {model.AllNames.Count} workloads";
        output.WriteLine($"{count}, {summary.Written.Count} files written to {Path.GetFullPath(options.OutputPath)}{(summary.Written.Count == 0 ? " (nothing changed)" : "")}");
        foreach (var path in summary.Removed)
        {
            output.WriteLine($"  removed {path}: no longer produced");
        }

        foreach (var path in summary.Kept)
        {
            output.WriteLine($"  kept {path}: no longer produced, but changed by somebody");
        }

        foreach (var note in session.Notes.Concat(MoreNotes(session, model)))
        {
            output.WriteLine($"  note: {note}");
        }

        if (session.HasDashboard)
        {
            output.WriteLine($"  dashboard: {DashboardAddress(model)}; it asks for the token {DashboardAddition.TokenName}, which is {TokenPlace(session)}");
        }

        if (session.Secrets is { Encrypted: false } && session.Secrets.Names.Any())
        {
            output.WriteLine($"  note: {Secrets.SecretsFile.FileName} holds secrets in the clear; do not commit it");
        }
    }

    private IEnumerable<string> MoreNotes(DeploymentSession session, DeploymentModel model)
    {
        if (options.UseEnvironmentVariables && options.Format != OutputFormat.Compose)
        {
            yield return "--use-env-variables-as-parameter-values has no effect: only Compose files are run with variables.";
        }

        if (model.OpenVariables.Count > 0)
        {
            yield return $"to be set when it is run: {string.Join(", ", model.OpenVariables.Intersect(model.Secrets.Keys).Select(ComposeVariables.NameFor).Order(StringComparer.Ordinal))}";
        }

        if (model.Components is not null && options.Format != OutputFormat.Kustomize && model.Components.Count < model.AllNames.Count)
        {
            yield return $"the {(options.Format == OutputFormat.Helm ? "chart" : "Compose file")} holds these components and nothing else";
        }

        if (session.OutputSecrets is { Made.Count: > 0 } made && options.Format != OutputFormat.Compose)
        {
            yield return $"made up for this output alone, because --disable-state keeps nothing; the next run makes others: {string.Join(", ", made.Made)}";
        }

        if (session.OutputSecrets is not null && options.Format == OutputFormat.Compose && model.Secrets.Keys.Except(model.OpenVariables).Any())
        {
            yield return $"secrets are kept in {Path.Combine(options.OutputPath, ".env")} alone; with --secret-password they are also kept encrypted in {Secrets.SecretsFile.FileName}";
        }
    }

    private string DashboardAddress(DeploymentModel model) => options.Format == OutputFormat.Compose
        ? $"http://localhost:{DashboardAddition.UiPort}"
        : $"kubectl port-forward service/{model.Workloads.First(w => w.ResourceName == DashboardAddition.ResourceName).Name} {DashboardAddition.UiPort}{(model.Namespace is null ? "" : $" --namespace {model.Namespace}")}, then http://localhost:{DashboardAddition.UiPort}";

    private string TokenPlace(DeploymentSession session) => options.Format == OutputFormat.Compose
        ? $"{ComposeVariables.NameFor(DashboardAddition.TokenName)} in {Path.Combine(options.OutputPath, ".env")}"
        : session.Secrets is null ? $"in the Secret of {DashboardAddition.ResourceName}"
        : session.Secrets is { Encrypted: true } ? $"in the Secret of {DashboardAddition.ResourceName}, and in {Secrets.SecretsFile.FileName}"
        : $"in {Secrets.SecretsFile.FileName}";
}
