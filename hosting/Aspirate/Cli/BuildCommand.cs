using System.Globalization;
using Aspirate.Images;
using Aspirate.Manifest;
using Aspirate.Model;
using Aspirate.Output;
using Aspirate.Tools;

namespace Aspirate.Cli;

/// <summary><c>aspirate build</c>: makes the images of projects and Dockerfiles, and pushes them where a registry is named.</summary>
internal sealed class BuildCommand(GenerateOptions options, TextWriter output)
{
    public async Task RunAsync(DeploymentSession session, DeploymentModel model, CancellationToken cancellation)
    {
        var workloads = model.Workloads.Where(w => Builds(session, w)).ToList();
        Check(session, workloads);
        session.Problems.ThrowIfAny();
        await Parallel.ForEachAsync(workloads, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, async (workload, token) =>
        {
            var started = TimeProvider.System.GetTimestamp();
            Say($"building {workload.Image} ...");
            if (workload.Source.Kind == ResourceKind.Project)
            {
                await BuildProjectAsync(session, workload, token);
            }
            else
            {
                await BuildDockerfileAsync(session, workload, token);
            }

            Say(string.Create(CultureInfo.InvariantCulture, $"built {workload.Image} in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s"));
        });
    }

    // An image that the settings name is there already.
    private bool Builds(DeploymentSession session, Workload workload) =>
        (workload.Source.Kind == ResourceKind.Project || workload.Source.Build is not null)
        && session.Settings.For(workload.ResourceName).Image is null
        && !options.ComposeBuilds.Contains(workload.ResourceName);

    private static void Check(DeploymentSession session, IReadOnlyList<Workload> workloads)
    {
        foreach (var workload in workloads)
        {
            var source = workload.Source;
            var file = session.Manifest.Resolve(source.ProjectPath ?? source.Build!.Dockerfile);
            if (!File.Exists(file))
            {
                session.Problems.Add(session.Manifest.File, source.Path, $"\"{workload.ResourceName}\" cannot be built: there is no {file}. Generate without building with --skip-build.");
            }
        }
    }

    private async Task BuildProjectAsync(DeploymentSession session, Workload workload, CancellationToken cancellation)
    {
        var project = session.Manifest.Resolve(workload.Source.ProjectPath!);
        var (registry, repository, tag) = Split(workload.Image, session.Settings.ContainerRegistry);
        List<string> arguments =
        [
            "publish", project, "-t:PublishContainer", "--configuration", "Release", "--verbosity", "quiet", "--nologo",
            "--runtime", options.RuntimeIdentifier ?? "linux-x64", "--self-contained", "false",
            $"-p:ContainerRepository={repository}", $"-p:ContainerImageTag={tag}",
        ];
        if (registry is not null)
        {
            arguments.Add($"-p:ContainerRegistry={registry}");
        }
        else if (session.Settings.ContainerBuilder == "podman")
        {
            arguments.Add("-p:LocalRegistry=Podman");
        }

        await Tool.RunAsync("dotnet", arguments, cancellation);
    }

    private async Task BuildDockerfileAsync(DeploymentSession session, Workload workload, CancellationToken cancellation)
    {
        var build = workload.Source.Build!;
        var builder = session.Settings.ContainerBuilder ?? "docker";
        List<string> arguments = ["build", session.Manifest.Resolve(build.Context), "--file", session.Manifest.Resolve(build.Dockerfile), "--tag", workload.Image];
        Dictionary<string, string?> environment = new(StringComparer.Ordinal);
        if (build.Stage is not null)
        {
            arguments.AddRange(["--target", build.Stage]);
        }

        foreach (var (name, value) in workload.BuildArgs)
        {
            // A build argument by its name alone is taken from the environment, where other users cannot see it.
            arguments.AddRange(["--build-arg", name]);
            environment[name] = value.Text;
        }

        foreach (var argument in options.BuildArgs)
        {
            arguments.AddRange(["--build-arg", argument]);
        }

        foreach (var secret in build.Secrets)
        {
            var variable = $"ASPIRATE_BUILD_{secret.Id}";
            arguments.AddRange(["--secret", secret.SourceFile is { } file ? $"id={secret.Id},src={session.Manifest.Resolve(file)}" : $"id={secret.Id},env={variable}"]);
            if (secret.Value is { } value)
            {
                environment[variable] = session.Resolve(value);
            }
        }

        await Tool.RunAsync(builder, arguments, cancellation, environment: environment);
        if (session.Settings.ContainerRegistry is not null)
        {
            await Tool.RunAsync(builder, ["push", workload.Image], cancellation);
        }
    }

    private static (string? Registry, string Repository, string Tag) Split(string image, string? registry)
    {
        var tagAt = image.LastIndexOf(':');
        var (name, tag) = tagAt > image.LastIndexOf('/') ? (image[..tagAt], image[(tagAt + 1)..]) : (image, "latest");
        return registry is not null && name.StartsWith(registry.Trim('/') + "/", StringComparison.Ordinal)
            ? (registry.Trim('/'), name[(registry.Trim('/').Length + 1)..], tag)
            : (null, name, tag);
    }

    private void Say(string line)
    {
        lock (output)
        {
            output.WriteLine(line);
        }
    }
}
