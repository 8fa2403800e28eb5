using System.CommandLine;
using Aspirate.Cluster;
using Aspirate.Naming;
using Aspirate.Problems;
using Aspirate.Rollout;
using Aspirate.Settings;
using Aspirate.Yaml;

namespace Aspirate.Cli;

/// <summary><c>aspirate rollout</c>: a new version for some of the requests first.</summary>
internal sealed class RolloutCommands(CommandOptions o, IUserDialog dialog, TextWriter output)
{
    private readonly Argument<string> _service = new("service") { Description = "The service, by its name in the manifest or in the cluster." };
    private readonly Option<int> _weight = new("--weight", "-w") { Description = "The share of the requests that goes to the canary, in percent.", DefaultValueFactory = _ => 10 };
    private readonly Option<string> _image = new("--image") { Description = "The image of the canary.", Required = true };
    private readonly Option<string?> _gateway = new("--gateway") { Description = "Share requests out with a Gateway API HTTPRoute on this Gateway (NAME or NAMESPACE/NAME) instead of ingress-nginx." };
    private readonly Option<bool> _writeOnly = new("--write-only", "--dry-run") { Description = "Write the YAML of this step and touch no cluster." };

    public Command Build()
    {
        var command = new Command("rollout", "Canary releases: start, set, promote, abort, status.");
        command.Add(Verb("start", "Starts a canary; it gets requests once it is ready.", (r, p, c) => r.StartAsync(p.GetValue(_image)!, Weight(p), p.GetValue(_gateway), c), _image, _weight, _gateway));
        command.Add(Verb("set", "Changes the canary's share of the requests.", (r, p, c) => r.SetAsync(Weight(p), p.GetValue(_gateway), c), _weight, _gateway));
        command.Add(Verb("promote", "Gives the stable service the canary's image and ends the canary.", PromoteAsync));
        command.Add(Verb("abort", "Ends the canary; everything is as before.", (r, _, c) => r.AbortAsync(c)));
        command.Add(Verb("status", "Tells what runs.", (r, _, c) => r.StatusAsync(c)));
        return command;
    }

    private Command Verb(string name, string description, Func<Rollouts, ParseResult, CancellationToken, Task> step, params Option[] more)
    {
        var command = new Command(name, description)
        {
            _service, _writeOnly, o.InputPath, o.KubeContext, o.Namespace, o.Environment, o.NonInteractive, o.ProjectPath, o.Timeout,
        };
        foreach (var option in more)
        {
            command.Add(option);
        }

        command.SetAction(async (result, cancellation) =>
        {
            var service = Service(result);
            await step(await OpenAsync(result, service, cancellation), result, cancellation);
            return ExitCode.Success;
        });
        return command;
    }

    private async Task<Rollouts> OpenAsync(ParseResult result, string service, CancellationToken cancellation)
    {
        var folder = result.GetValue(o.InputPath)!;
        var files = new RolloutFiles(folder, service);
        var timeout = result.GetValue(o.Timeout);
        var isGenerated = File.Exists(Path.Combine(folder, "kustomization.yaml"));
        if (result.GetValue(_writeOnly))
        {
            var rendered = await Rendered.FromAsync(folder, result.GetValue(o.Environment), result.GetValue(o.Namespace), cancellation);
            return new(service, new(null, YamlConversion.Read(rendered.Yaml)), null, files, timeout, output);
        }

        var context = await Kubectl.ChooseContextAsync(result.GetValue(o.KubeContext), o.Read(result).Interactive, dialog, cancellation);
        var place = result.GetValue(o.Namespace) ?? (isGenerated ? (await Rendered.FromAsync(folder, result.GetValue(o.Environment), null, cancellation)).Namespace : null);
        var kubectl = new Kubectl(context, place, output);
        return new(service, new(kubectl, []), kubectl, files, timeout, output);
    }

    private async Task PromoteAsync(Rollouts rollouts, ParseResult result, CancellationToken cancellation)
    {
        var (image, resource) = await rollouts.PromoteAsync(cancellation);
        var folder = Path.GetFullPath(o.Read(result).ProjectPath);
        if (!File.Exists(Path.Combine(folder, DeploymentSettings.FileName)))
        {
            await output.WriteLineAsync($"note: the next generate would bring the old image back; keep the new one with: aspirate settings set resources.{resource}.image {image}");
            return;
        }

        // Otherwise the next generate and apply would undo the promotion.
        var settings = SettingsFile.Open(folder);
        settings.SetMember(["resources", resource, "image"], image);
        settings.Save();
        await output.WriteLineAsync($"kept in {settings.Path} as resources.{resource}.image; unset it when the next image of aspirate build is to be deployed");
    }

    private int Weight(ParseResult result)
    {
        var weight = result.GetValue(_weight);
        return weight is >= 0 and <= 100 ? weight : throw new CommandFailedException(ExitCode.InputRefused, $"--weight is {weight}, but must be from 0 to 100.");
    }

    private string Service(ParseResult result)
    {
        var given = result.GetValue(_service)!;
        return new NameTable([given])[given];
    }
}
