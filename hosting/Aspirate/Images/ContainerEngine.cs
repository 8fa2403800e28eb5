using System.Text.RegularExpressions;
using Aspirate.Problems;
using Aspirate.Tools;

namespace Aspirate.Images;

/// <summary>docker or podman, as far as images go.</summary>
internal sealed partial class ContainerEngine(string program, IReadOnlySet<string> insecureRegistries, BuildTool tool)
{
    private readonly Lazy<Task<string?>> _complaint = new(() => ProbeAsync(program));
    private readonly Lazy<Task<bool>> _hasBuildx = new(() => SucceedsAsync(program, ["buildx", "version"]));

    public string Program => program;

    private bool IsPodman => Path.GetFileNameWithoutExtension(program) == "podman";

    /// <summary>Says what is wrong when the engine does not answer.</summary>
    public async Task RequireAsync()
    {
        if (await _complaint.Value is { } complaint)
        {
            throw new BuildFailedException($"{program} does not answer:\n{Tool.Indent(complaint)}\nStart it, or name another one with --container-builder docker|podman.");
        }
    }

    public async Task BuildAsync(EngineBuild build, CancellationToken cancellation)
    {
        await RequireAsync();
        List<string> arguments = ["build", build.Context, "--file", build.Dockerfile, "--tag", build.Image, .. build.FurtherImages.SelectMany(i => new[] { "--tag", i })];
        Dictionary<string, string?> environment = new(StringComparer.Ordinal);
        if (build.Stage is not null)
        {
            arguments.AddRange(["--target", build.Stage]);
        }

        if (build.Pull)
        {
            arguments.Add("--pull");
        }

        foreach (var (name, value) in build.Args)
        {
            // A build argument by its name alone is taken from the environment, where other users cannot see it.
            arguments.AddRange(["--build-arg", name]);
            environment[name] = value;
        }

        foreach (var (id, value, file) in build.Secrets)
        {
            var variable = $"ASPIRATE_BUILD_SECRET_{arguments.Count}";
            arguments.AddRange(["--secret", file is not null ? $"id={id},{Field($"src={file}")}" : $"id={id},env={variable}"]);
            environment[variable] = value;
        }

        var wayOut = $"Build it alone to see more: {program} build {build.Context} --file {build.Dockerfile}";
        if (IsPodman)
        {
            // docker takes registries on loopback without TLS by itself; podman wants to be told.
            if (build.BaseImages.Any(IsWithoutTls))
            {
                arguments.Add("--tls-verify=false");
            }
        }
        else
        {
            if (await _hasBuildx.Value)
            {
                // A builder of its own keeps the image to itself unless told to hand it over.
                arguments.Add("--load");
            }
            else if (build.Secrets.Count > 0)
            {
                // Only BuildKit knows secrets; clients that have it built in must be told to use it.
                environment["DOCKER_BUILDKIT"] = "1";
                wayOut += "\nSecrets of builds need BuildKit: install docker's buildx plugin if it is missing.";
            }
        }

        await tool.RunAsync(program, arguments, wayOut, cancellation, environment);
    }

    /// <returns>The digest of the image in the registry.</returns>
    public async Task<string?> PushAsync(string image, CancellationToken cancellation)
    {
        var registry = ImageName.Place(image).Registry;
        var wayOut = $"Is {registry} up, and are you logged in ({program} login {registry})?";
        if (!IsPodman)
        {
            var said = await tool.RunAsync(program, ["push", image], insecureRegistries.Contains(registry)
                ? wayOut + $" docker takes registries without TLS only when its daemon is told: \"insecure-registries\": [\"{registry}\"] in daemon.json."
                : wayOut, cancellation);
            return PushedDigest().Matches(said) is [.., var last] ? last.Groups[1].Value : null;
        }

        var file = Path.GetTempFileName();
        try
        {
            List<string> arguments = ["push", "--digestfile", file, image];
            if (IsWithoutTls(image))
            {
                arguments.Insert(1, "--tls-verify=false");
            }

            await tool.RunAsync(program, arguments, wayOut, cancellation);
            var digest = (await File.ReadAllTextAsync(file, cancellation)).Trim();
            return ImageName.IsDigest(digest) ? digest : null;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The number of an image of this machine; null when it is not there.</summary>
    public async Task<string?> FindAsync(string image, CancellationToken cancellation)
    {
        try
        {
            var (exitCode, output, _) = await Tool.TryRunAsync(program, ["image", "inspect", "--format", "{{.Id}}", image], cancellation);
            var id = output.Trim();
            id = id.StartsWith("sha256:", StringComparison.Ordinal) ? id : $"sha256:{id}";
            return exitCode == 0 && ImageName.IsDigest(id) ? id : null;
        }
        catch (CommandFailedException)
        {
            return null;
        }
    }

    private bool IsWithoutTls(string image) => ImageName.Place(image).Registry is var registry && (insecureRegistries.Contains(registry) || ImageName.IsLoopback(registry));

    private static async Task<string?> ProbeAsync(string program)
    {
        try
        {
            var (exitCode, output, error) = await Tool.TryRunAsync(program, ["version"], CancellationToken.None);
            return exitCode == 0 ? null : (error.Length > 0 ? error : output).Trim();
        }
        catch (CommandFailedException exception)
        {
            return exception.Message;
        }
    }

    private static async Task<bool> SucceedsAsync(string program, string[] arguments) => (await Tool.TryRunAsync(program, arguments, CancellationToken.None)).ExitCode == 0;

    // The option is a line of comma separated values.
    private static string Field(string text) => text.Contains(',') || text.Contains('"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    [GeneratedRegex("digest: (sha256:[0-9a-f]{64})")]
    private static partial Regex PushedDigest();
}
