using System.Collections.Concurrent;
using System.Globalization;
using Aspirate.Cli;
using Aspirate.Manifest;
using Aspirate.Model;
using Aspirate.Problems;

namespace Aspirate.Images;

/// <summary>
/// Builds the images that changed and pushes them where a registry is named. Every failure is told, not only the first,
/// and what was built is kept even when something else failed.
/// </summary>
internal sealed class ImageBuilder : IDisposable
{
    private readonly DeploymentSession _session;
    private readonly GenerateOptions _options;
    private readonly TextWriter _output;
    private readonly BuildTool _tool;
    private readonly ContainerEngine _engine;
    private readonly ProjectPublisher _publisher;
    private readonly RegistryClient _registries;
    private readonly ConcurrentDictionary<string, byte> _publishedProjects = new(StringComparer.Ordinal);

    public ImageBuilder(DeploymentSession session, DeploymentModel model, GenerateOptions options, TextWriter output)
    {
        _session = session;
        _options = options;
        _output = output;
        var program = session.Settings.ContainerBuilder ?? "docker";
        var insecure = session.Settings is { ContainerRegistryInsecure: true, ContainerRegistry: { } registry } ? new HashSet<string> { registry.Trim('/').Split('/')[0] } : [];
        // Every secret that is known: what a build prints may hold one that it was given.
        _tool = new([.. model.Images.SelectMany(i => i.Args).SelectMany(a => a.Value.Segments).Where(s => s.Secret is not null).Select(s => s.Text), .. BuildSecrets(model)]);
        _engine = new(program, insecure, _tool);
        _publisher = new(_tool, options.RuntimeIdentifier ?? BuildDefaults.RuntimeIdentifier, program == "podman", insecure);
        _registries = new(insecure);
    }

    private bool Pushes => _session.Settings.ContainerRegistry is not null;

    public async Task RunAsync(IReadOnlyList<ImageTarget> targets, CancellationToken cancellation)
    {
        var planner = new BuildPlanner(_session.Manifest, _session.Settings, _options, _session.Problems);
        var plans = planner.Plan(targets);
        _session.Problems.ThrowIfAny();
        if (planner.Unused.Count > 0)
        {
            // The same script may build other Dockerfiles, so it is no error; a misspelt name must be seen all the same.
            Say($"note: --container-build-arg names {string.Join(", ", planner.Unused)}, which no Dockerfile declares with ARG");
        }

        await Task.WhenAll(plans.Select(plan => DecideAsync(plan, cancellation)));
        SpreadReasons(plans);
        using var lanes = new BuildLanes(plans);
        Dictionary<string, Task<string?>> running = new(StringComparer.Ordinal);
        foreach (var plan in SourcesFirst(plans))
        {
            List<Task<string?>> sources = [.. plan.Target.Source.ContainerFiles.Where(f => running.ContainsKey(f.Resource)).Select(f => running[f.Resource])];
            running[plan.Name] = TakeAsync(plan, lanes, sources, cancellation);
        }

        try
        {
            await Task.WhenAll(running.Values);
        }
        finally
        {
            _session.BuiltImages.Save(_session.Manifest.Resources.Select(r => r.Name));
        }

        Conclude(plans, [.. plans.Select(p => (p.Name, running[p.Name].Result))]);
    }

    public void Dispose() => _registries.Dispose();

    private IEnumerable<string> BuildSecrets(DeploymentModel model) =>
        model.Images.SelectMany(i => i.Source.Build?.Secrets ?? []).Where(s => s.Value is not null).Select(s => _session.Resolve(s.Value!));

    private async Task DecideAsync(BuildPlan plan, CancellationToken cancellation)
    {
        foreach (var image in plan.BaseImages)
        {
            if ((await _registries.AskAsync(image, cancellation)).Digest is { } digest)
            {
                plan.Bases[image] = digest;
            }
        }

        var before = _session.BuiltImages.Find(plan.Name);
        plan.BaseMoved = before is not null && plan.Bases.Any(b => before.Bases.TryGetValue(b.Key, out var digest) && digest != b.Value);
        plan.Reason = _options.Rebuild ? "--rebuild was given" : BuildReasons.Compare(plan, before) ?? await MissingAsync(plan, before!, cancellation);
    }

    // An image that nobody has any more must be built, however little changed.
    private async Task<string?> MissingAsync(BuildPlan plan, BuiltImage before, CancellationToken cancellation)
    {
        if (!Pushes)
        {
            var id = await _engine.FindAsync(plan.Image, cancellation);
            return id is null ? $"{_engine.Program} does not have {plan.Image} any more"
                : before.Id is not null && id != before.Id ? $"{plan.Image} of {_engine.Program} is another image now" : null;
        }

        if (before.Digest is null)
        {
            return "it was not pushed before";
        }

        var answer = await _registries.AskAsync(ImageName.Pinned(plan.Image, before.Digest), cancellation);
        return answer is { Asked: true, Digest: null } ? $"{ImageName.Place(plan.Image).Registry} does not have it any more" : null;
    }

    private static void SpreadReasons(List<BuildPlan> plans)
    {
        foreach (var plan in SourcesFirst(plans))
        {
            plan.Reason ??= plan.Target.Source.ContainerFiles.FirstOrDefault(f => plans.Any(p => p.Name == f.Resource && p.Reason is not null)) is { } files
                ? $"{files.Resource}, which it takes files from, is built" : null;
        }
    }

    private static List<BuildPlan> SourcesFirst(List<BuildPlan> plans)
    {
        List<BuildPlan> sorted = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        void Visit(BuildPlan plan)
        {
            if (seen.Add(plan.Name))
            {
                foreach (var files in plan.Target.Source.ContainerFiles)
                {
                    if (plans.Find(p => p.Name == files.Resource) is { } source)
                    {
                        Visit(source);
                    }
                }

                sorted.Add(plan);
            }
        }

        plans.ForEach(Visit);
        return sorted;
    }

    /// <returns>What went wrong; null when nothing did.</returns>
    private async Task<string?> TakeAsync(BuildPlan plan, BuildLanes lanes, IReadOnlyList<Task<string?>> sources, CancellationToken cancellation)
    {
        if (plan.Reason is null)
        {
            var before = _session.BuiltImages.Find(plan.Name)!;
            Say($"{plan.Name}: nothing changed, not built: {(before.Digest is { } known ? ImageName.Pinned(plan.Image, known) : plan.Image)}");
            return null;
        }

        if ((await Task.WhenAll(sources)).Any(failure => failure is not null))
        {
            Say($"{plan.Name}: not built");
            return "it takes files from an image that was not built.";
        }

        try
        {
            await lanes.RunAsync(plan, () => BuildAsync(plan, cancellation), cancellation);
            return null;
        }
        catch (BuildFailedException exception)
        {
            Say($"{plan.Name}: failed");
            return exception.Message;
        }
    }

    private async Task BuildAsync(BuildPlan plan, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        Say($"{plan.Name}: building {plan.Image}, because {plan.Reason}");
        var layered = plan.Target.Source.ContainerFiles.Count > 0;
        var image = layered ? $"aspirate-unfinished/{plan.Image[(plan.Image.LastIndexOf('/') + 1)..]}" : plan.Image;
        var digest = plan.Target.Source.IsPublished
            ? await PublishAsync(plan, image, toRegistry: Pushes && !layered, cancellation)
            : await BuildDockerfileAsync(plan, image, layered ? [] : plan.Target.FurtherImages, cancellation);
        if (layered)
        {
            await AddFilesAsync(plan, image, cancellation);
        }

        var byEngine = layered || !plan.Target.Source.IsPublished;
        if (Pushes)
        {
            digest = byEngine ? await _engine.PushAsync(plan.Image, cancellation) : digest;
            foreach (var further in byEngine ? plan.Target.FurtherImages : [])
            {
                await _engine.PushAsync(further, cancellation);
            }

            digest ??= (await _registries.AskAsync(plan.Image, cancellation)).Digest;
        }

        _session.BuiltImages.Set(plan.Name, new()
        {
            Image = plan.Image,
            Digest = Pushes ? digest : null,
            Id = Pushes ? null : await _engine.FindAsync(plan.Image, cancellation),
            Inputs = plan.Inputs,
            Bases = plan.Bases,
        });
        var name = !Pushes ? plan.Image : digest is null ? $"{plan.Image} (its digest is not known; the tag is used)" : ImageName.Pinned(plan.Image, digest);
        Say(string.Create(CultureInfo.InvariantCulture, $"{plan.Name}: {(Pushes ? "built and pushed" : "built")} in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s: {name}"));
    }

    private async Task<string?> PublishAsync(BuildPlan plan, string image, bool toRegistry, CancellationToken cancellation)
    {
        var project = _session.Manifest.Resolve(plan.Target.Source.ProjectPath!);
        var (name, tag) = ImageName.Split(image);
        var slash = name.IndexOf('/');
        if (!toRegistry)
        {
            await _engine.RequireAsync();
        }

        // What files are still put on top of is not the image yet, so it gets no other tags.
        string[] tags = [tag, .. plan.Target.Source.ContainerFiles.Count > 0 ? [] : plan.Target.FurtherImages.Select(i => ImageName.Split(i).Reference)];
        var digest = await _publisher.PublishAsync(project, toRegistry ? name[..slash] : null, toRegistry ? name[(slash + 1)..] : name, tags, plan.BaseImage, _publishedProjects.ContainsKey(project), cancellation);
        _publishedProjects[project] = 0;
        return digest;
    }

    private async Task<string?> BuildDockerfileAsync(BuildPlan plan, string image, IReadOnlyList<string> furtherImages, CancellationToken cancellation)
    {
        var build = plan.Target.Source.Build!;
        await _engine.BuildAsync(
            new(image, _session.Manifest.Resolve(build.Context), _session.Manifest.Resolve(build.Dockerfile))
            {
                FurtherImages = furtherImages,
                Stage = build.Stage,
                Args = plan.Args,
                Secrets = [.. build.Secrets.Select(s => (s.Id, s.Value is null ? null : _session.Resolve(s.Value), s.SourceFile is null ? null : _session.Manifest.Resolve(s.SourceFile)))],
                BaseImages = plan.BaseImages,
                Pull = plan.BaseMoved,
            },
            cancellation);
        return null;
    }

    // Files of other images go on top of the finished image, so that it does not matter how that was made.
    private async Task AddFilesAsync(BuildPlan plan, string image, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("aspirate-files-").FullName;
        try
        {
            List<string> lines = [];
            List<string> copies = [];
            foreach (var (files, index) in plan.Target.Source.ContainerFiles.Select((f, i) => (f, i)))
            {
                lines.Add($"FROM {_session.ImageOf(files.Resource)} AS files{index.ToString(CultureInfo.InvariantCulture)}");
                copies.AddRange(files.Sources.Select(source => $"COPY --from=files{index.ToString(CultureInfo.InvariantCulture)} [{Quoted(source)}, {Quoted(files.Destination)}]"));
            }

            var dockerfile = Path.Combine(folder, "Dockerfile");
            await File.WriteAllLinesAsync(dockerfile, [.. lines, $"FROM {image}", .. copies], cancellation);
            await _engine.BuildAsync(new(plan.Image, folder, dockerfile) { FurtherImages = plan.Target.FurtherImages }, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Quoted(string path) => $"\"{System.Text.Json.JsonEncodedText.Encode(path)}\"";

    private void Conclude(List<BuildPlan> plans, IReadOnlyList<(string Name, string? Failure)> results)
    {
        var failures = results.Where(r => r.Failure is not null).ToList();
        if (failures.Count > 0)
        {
            var told = failures.Select(f => $"{f.Name}: {f.Failure}");
            throw new CommandFailedException(ExitCode.ToolFailed, $"{failures.Count} of {plans.Count} images could not be built.\n\n{string.Join("\n\n", told)}");
        }

        var built = plans.Count(p => p.Reason is not null);
        Say(built == 0 ? $"{plans.Count} images, nothing to build" : $"{plans.Count} images, {built} built");
    }

    private void Say(string line)
    {
        lock (_output)
        {
            _output.WriteLine(line);
        }
    }
}
