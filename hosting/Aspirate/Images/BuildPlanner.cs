using System.Security.Cryptography;
using Aspirate.Cli;
using Aspirate.Manifest;
using Aspirate.Model;
using Aspirate.Problems;
using Aspirate.Settings;

namespace Aspirate.Images;

/// <summary>Finds out what goes into each image and whether any of it changed. Builds nothing.</summary>
internal sealed class BuildPlanner(ManifestDocument manifest, DeploymentSettings settings, GenerateOptions options, ProblemList problems)
{
    private readonly List<BuildArgument> _arguments = [.. Parsed(options.BuildArgs, BuildArgument.Parse, "--container-build-arg", "NAME=VALUE or RESOURCE:NAME=VALUE", problems)];
    private readonly List<BuildArgument> _bases = [.. Parsed(options.BaseImages, BuildArgument.ParseBaseImage, "--container-base-image", "IMAGE or RESOURCE=IMAGE", problems)];

    /// <summary>Arguments of the command line that no Dockerfile declares; known after planning.</summary>
    public IReadOnlyList<string> Unused { get; private set; } = [];

    /// <summary>The plans of all images. What is missing or misspelt is reported.</summary>
    public List<BuildPlan> Plan(IReadOnlyList<ImageTarget> targets)
    {
        CheckNames(targets);
        var plans = targets.Select(target => new BuildPlan(target)).ToList();
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (var plan in plans)
        {
            try
            {
                if (plan.Target.Source.IsPublished)
                {
                    PlanProject(plan);
                }
                else
                {
                    PlanDockerfile(plan, used);
                }

                PlanFiles(plan, targets);
                if (plan.Target.FurtherImages.Count > 0)
                {
                    plan.Inputs[BuildReasons.FurtherTags] = string.Join(' ', plan.Target.FurtherImages.Select(i => ImageName.Split(i).Reference));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problems.Add(manifest.File, plan.Target.Source.Path, $"\"{plan.Name}\" cannot be built: {exception.Message}");
            }
        }

        Unused = [.. _arguments.Where(a => a.Resource is null && !used.Contains(a.Name)).Select(a => a.Name).Distinct()];
        return plans;
    }

    private static IEnumerable<BuildArgument> Parsed(IEnumerable<string> texts, Func<string, BuildArgument?> parse, string option, string form, ProblemList problems)
    {
        foreach (var text in texts)
        {
            if (parse(text) is { } argument)
            {
                yield return argument;
            }
            else
            {
                problems.Add("command line", option, $"must be {form}; the name of an image is registry/repository:tag.");
            }
        }
    }

    private void CheckNames(IReadOnlyList<ImageTarget> targets)
    {
        foreach (var (option, argument) in _arguments.Select(a => ("--container-build-arg", a)).Concat(_bases.Select(b => ("--container-base-image", b))))
        {
            var wantsProject = option == "--container-base-image";
            if (argument.Resource is { } name && !targets.Any(t => t.Name == name && t.Source.IsPublished == wantsProject))
            {
                problems.Add("command line", option, $"speaks of \"{name}\", which is no {(wantsProject ? "project" : "Dockerfile")} that is built here.");
            }
        }
    }

    private void PlanProject(BuildPlan plan)
    {
        var project = manifest.Resolve(plan.Target.Source.ProjectPath!);
        if (!File.Exists(project))
        {
            ReportMissing(plan, project);
            return;
        }

        var own = settings.For(plan.Name).Build;
        plan.BaseImage = (_bases.LastOrDefault(b => b.Resource == plan.Name) ?? _bases.LastOrDefault(b => b.Resource is null))?.Value ?? own.Over(settings.Build).BaseImage;
        plan.BaseImages = plan.BaseImage is null ? [] : [plan.BaseImage];
        var closure = ProjectClosure.Of(project);
        plan.Projects = closure.Projects;
        plan.Unknown = closure.Unknown;
        foreach (var (what, hash) in closure.Hashes(manifest.Folder))
        {
            plan.Inputs[what] = hash;
        }

        plan.Inputs["runtime identifier"] = options.RuntimeIdentifier ?? BuildDefaults.RuntimeIdentifier;
        plan.Inputs["base image"] = plan.BaseImage ?? "the SDK's";
        if (own.Args.Count > 0)
        {
            problems.Add(DeploymentSettings.FileName, $"$.resources.{plan.Name}.build.args", "are for Dockerfiles; a project has none. Its base image is \"baseImage\".");
        }
    }

    private void PlanDockerfile(BuildPlan plan, HashSet<string> used)
    {
        var build = plan.Target.Source.Build!;
        var dockerfile = manifest.Resolve(build.Dockerfile);
        var context = manifest.Resolve(build.Context);
        if (!File.Exists(dockerfile) || !Directory.Exists(context))
        {
            ReportMissing(plan, File.Exists(dockerfile) ? context : dockerfile);
            return;
        }

        var own = settings.For(plan.Name).Build;
        if (own.BaseImage is not null)
        {
            problems.Add(DeploymentSettings.FileName, $"$.resources.{plan.Name}.build.baseImage", "is for projects; here the Dockerfile says what to start from. Give its argument under \"args\".");
        }

        foreach (var secret in build.Secrets.Where(s => s.SourceFile is not null && !File.Exists(manifest.Resolve(s.SourceFile))))
        {
            problems.Add(manifest.File, plan.Target.Source.Path, $"\"{plan.Name}\" cannot be built: its secret \"{secret.Id}\" is in {manifest.Resolve(secret.SourceFile!)}, which is not there.");
        }

        var reader = DockerfileReader.Read(dockerfile);
        FillArguments(plan, own, reader, used);
        plan.BaseImages = reader.BaseImages(plan.Args);
        plan.Inputs[$"build context {build.Context}"] = BuildContext.Hash(context, dockerfile);
        plan.Inputs[$"Dockerfile {build.Dockerfile}"] = ContentHash.OfFile(dockerfile);
        plan.Inputs["stage"] = build.Stage ?? "the last";
        var secrets = plan.Target.Args.Where(a => a.Value.IsSecret).Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in plan.Args)
        {
            plan.Inputs[$"build argument {name}"] = secrets.Contains(name) ? SlowHash(plan.Name, value) : ContentHash.OfText(value);
        }

        foreach (var secret in build.Secrets)
        {
            // What a secret says does not end up in the image, so a new value is no reason to build it again.
            plan.Inputs[$"build secret {secret.Id}"] = "given";
        }
    }

    // The more particular goes before the general: the command line, the resource's settings, the manifest, the settings of all.
    private void FillArguments(BuildPlan plan, BuildSettings own, DockerfileReader reader, HashSet<string> used)
    {
        foreach (var (name, value) in settings.Build.Args.Where(a => reader.Arguments.Contains(a.Key)))
        {
            plan.Args[name] = value;
        }

        foreach (var (name, value) in plan.Target.Args)
        {
            plan.Args[name] = value.Text;
        }

        foreach (var (name, value) in own.Args)
        {
            plan.Args[name] = value;
        }

        foreach (var argument in _arguments.Where(a => a.Resource is null && reader.Arguments.Contains(a.Name)).Concat(_arguments.Where(a => a.Resource == plan.Name)))
        {
            plan.Args[argument.Name] = argument.Value;
            used.Add(argument.Name);
        }
    }

    private void PlanFiles(BuildPlan plan, IReadOnlyList<ImageTarget> targets)
    {
        foreach (var files in plan.Target.Source.ContainerFiles)
        {
            if (!targets.Any(t => t.Name == files.Resource) && manifest.Find(files.Resource) is not { Image: not null })
            {
                problems.Add(manifest.File, files.Path, $"\"{plan.Name}\" takes files from \"{files.Resource}\", which has no image.");
            }

            plan.Inputs[$"files of {files.Resource}"] = ContentHash.OfText($"{files.Destination}\n{string.Join('\n', files.Sources)}");
        }
    }

    private void ReportMissing(BuildPlan plan, string path) => problems.Add(
        manifest.File, plan.Target.Source.Path, $"\"{plan.Name}\" cannot be built: there is no {path}. Leave it out with --skip {plan.Name}, or generate without building with --skip-build.");

    // The file is committed: a short secret must not be found by trying.
    private static string SlowHash(string resource, string value) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(value, System.Text.Encoding.UTF8.GetBytes($"aspirate build argument of {resource}"), 600_000, HashAlgorithmName.SHA256, 16));
}
