using System.CommandLine;
using Aspirate.Cluster;
using Aspirate.Output;
using Aspirate.Problems;

namespace Aspirate.Cli;

/// <summary>The verbs that touch a cluster: apply, destroy, run, stop.</summary>
internal static class ClusterCommands
{
    public static Command Apply(CommandOptions o, IUserDialog dialog, TextWriter output)
    {
        var command = new Command("apply", "Brings generated files to a cluster: shows the plan, asks, applies, and waits until everything is up.").With(o.Common)
            .With([o.InputPath, o.KubeContext, o.Namespace, o.Environment, o.RollingRestart, o.Timeout, o.EnableMinikubeMount, o.DisableMinikubeMount]);
        command.SetAction((result, cancellation) => ApplyAsync(o, result, result.GetValue(o.InputPath)!, dialog, output, cancellation));
        return command;
    }

    public static Command Destroy(CommandOptions o, IUserDialog dialog, TextWriter output)
    {
        var command = new Command("destroy", "Removes from a cluster what apply created there, and nothing else.").With(o.Common)
            .With([o.InputPath, o.KubeContext, o.Namespace, o.Environment, o.EnableMinikubeMount, o.DisableMinikubeMount]);
        command.SetAction(async (result, cancellation) =>
        {
            var rendered = await Rendered.FromAsync(result.GetValue(o.InputPath)!, result.GetValue(o.Environment), result.GetValue(o.Namespace), cancellation);
            return await DestroyAsync(o, result, rendered.Application, rendered.Namespace, dialog, output, cancellation);
        });
        return command;
    }

    public static Command Run(CommandOptions o, IUserDialog dialog, TextWriter output)
    {
        var command = new Command("run", "Generates and applies in one go.").With(o.Common).With(o.Images).With(o.Files)
            .With([o.KubeContext, o.Environment, o.ClearNamespace, o.RollingRestart, o.Timeout]);
        command.SetAction(async (result, cancellation) =>
        {
            var options = o.Read(result);
            var manifest = await ManifestSource.FindAsync(options, output, cancellation);
            await new GenerateCommand(options, dialog, output).RunAsync(manifest, cancellation);
            if (result.GetValue(o.ClearNamespace))
            {
                var rendered = await Rendered.FromAsync(options.OutputPath, result.GetValue(o.Environment), result.GetValue(o.Namespace), cancellation);
                await DestroyAsync(o, result, rendered.Application, rendered.Namespace, dialog, output, cancellation);
            }

            return await ApplyAsync(o, result, options.OutputPath, dialog, output, cancellation);
        });
        return command;
    }

    public static Command Stop(CommandOptions o, IUserDialog dialog, TextWriter output)
    {
        var command = new Command("stop", "Takes down what run brought up.").With(o.Common)
            .With([o.OutputPath, o.KubeContext, o.Namespace, o.Environment, o.EnableMinikubeMount, o.DisableMinikubeMount]);
        command.SetAction(async (result, cancellation) =>
        {
            var rendered = await Rendered.FromAsync(result.GetValue(o.OutputPath)!, result.GetValue(o.Environment), result.GetValue(o.Namespace), cancellation);
            return await DestroyAsync(o, result, rendered.Application, rendered.Namespace, dialog, output, cancellation);
        });
        return command;
    }

    private static async Task<int> ApplyAsync(CommandOptions o, ParseResult result, string folder, IUserDialog dialog, TextWriter output, CancellationToken cancellation)
    {
        var options = o.Read(result);
        var rendered = await Rendered.FromAsync(folder, result.GetValue(o.Environment), result.GetValue(o.Namespace), cancellation);
        var context = await Kubectl.ChooseContextAsync(result.GetValue(o.KubeContext), options.Interactive, dialog, cancellation);
        var kubectl = new Kubectl(context, rendered.Namespace, output);
        var deployer = new Deployer(kubectl);
        var plan = await deployer.PlanAsync(rendered.Yaml, rendered.Application, cancellation);
        var partial = PartialKustomization.ReadMarker(folder);
        if (partial is { } marker)
        {
            // What is not among the files was not removed from the application; nobody asked for it.
            plan = new([.. plan.Steps.Where(s => s.Action != "delete" || (PartialKustomization.OwnerOf(s.Object.Name, marker.Has.Concat(marker.Lacks)) is { } owner && marker.Has.Contains(owner)))]);
        }

        await output.WriteLineAsync($"plan for {rendered.Application} on {context}{(rendered.Namespace is null ? "" : $", namespace {rendered.Namespace}")}:");
        foreach (var step in plan.Steps.Where(s => s.Action != "keep"))
        {
            await output.WriteLineAsync($"  {step}");
        }

        if (plan.Steps.Count(s => s.Action == "keep") is > 0 and var kept && !plan.IsEmpty)
        {
            await output.WriteLineAsync($"  keep    {kept} as they are");
        }

        if (partial is { Lacks.Count: > 0 })
        {
            await output.WriteLineAsync($"  left as they are, for they were not generated: {string.Join(", ", partial.Value.Lacks)}");
        }

        if (plan.IsEmpty)
        {
            await output.WriteLineAsync("  nothing differs");
        }
        else if (!Confirmed(options, $"Apply this to {context}?", dialog))
        {
            return ExitCode.Declined;
        }

        await deployer.ApplyAsync(rendered.Yaml, plan, cancellation);
        if (result.GetValue(o.RollingRestart))
        {
            await kubectl.RunAsync(["rollout", "restart", "deployment", "--selector", $"app.kubernetes.io/part-of={rendered.Application}"], cancellation, show: true);
        }

        var workloads = plan.Steps.Where(s => s.Action != "delete" && s.Object.Kind is "Deployment" or "StatefulSet" or "Job").Select(s => s.Object);
        await new RolloutWatch(kubectl, rendered.Application, TimeProvider.System).UntilUpAsync([.. workloads], TimeSpan.FromSeconds(result.GetValue(o.Timeout)), cancellation);
        await deployer.CleanAsync(plan, cancellation);
        await output.WriteLineAsync("everything is up");
        return ExitCode.Success;
    }

    private static async Task<int> DestroyAsync(CommandOptions o, ParseResult result, string application, string? place, IUserDialog dialog, TextWriter output, CancellationToken cancellation)
    {
        var options = o.Read(result);
        var context = await Kubectl.ChooseContextAsync(result.GetValue(o.KubeContext), options.Interactive, dialog, cancellation);
        var deployer = new Deployer(new(context, place, output));
        var objects = await deployer.FindAsync(application, cancellation);
        await output.WriteLineAsync($"of {application} on {context}:");
        foreach (var item in objects)
        {
            await output.WriteLineAsync($"  delete  {item}");
        }

        if (objects.Count == 0)
        {
            await output.WriteLineAsync("  nothing is there");
            return ExitCode.Success;
        }

        if (!Confirmed(options, $"Delete these from {context}? Volumes of StatefulSets stay.", dialog))
        {
            return ExitCode.Declined;
        }

        await deployer.DestroyAsync(objects, cancellation);
        return ExitCode.Success;
    }

    // Without a terminal there is nobody to ask; the command itself is the answer, as it was with the original.
    private static bool Confirmed(GenerateOptions options, string question, IUserDialog dialog) => !options.Interactive || dialog.Confirm(question);
}
