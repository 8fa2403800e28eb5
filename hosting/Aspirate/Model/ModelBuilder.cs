using Aspirate.Expressions;
using Aspirate.Images;
using Aspirate.Json;
using Aspirate.Manifest;
using Aspirate.Naming;
using Aspirate.Output;
using Aspirate.Problems;
using Aspirate.Settings;

namespace Aspirate.Model;

/// <summary>
/// Makes the deployment model. The steps: (1) what is deployed, and its names; (2) the ports; (3) who waits for whom;
/// (4) every expression, and who calls whom; (5) storage, files, probes, routes and security.
/// </summary>
public sealed class ModelBuilder
{
    private const string DefaultWaitImage = "docker.io/library/busybox:1.37";
    private const string DefaultKubectlImage = "registry.k8s.io/kubectl:v1.32.4";
    private const int LongestVariable = 131_072;

    // The account that every namespace has, and the Service of the API server: ours must not take their place. And by the
    // name of localhost every process finds itself.
    private static readonly HashSet<string> ReservedNames = ["default", "kubernetes", "localhost"];

    private readonly ModelRequest _request;
    private readonly ProblemList _problems;
    private readonly ManifestDocument _manifest;
    private readonly DeploymentSettings _settings;
    private readonly HashSet<string> _skipped;
    private readonly IReadOnlySet<string>? _components;
    private readonly List<ManifestResource> _running;
    private readonly List<ManifestResource> _buildOnly;
    private readonly NameTable _names;
    private readonly Dictionary<string, PortPlan> _ports = new(StringComparer.Ordinal);
    private readonly ImagePlan _images;
    private readonly ExpressionResolver _resolver;

    // For resources that are not asked for: whom they refer to matters, what the values are does not.
    private readonly ExpressionResolver _references;
    private readonly SortedDictionary<string, string> _secrets = new(StringComparer.Ordinal);

    private ModelBuilder(ModelRequest request, ProblemList problems)
    {
        _request = request;
        _problems = problems;
        _manifest = request.Manifest;
        _settings = request.Settings;
        _components = request.Components;
        // What no cluster can run is no obstacle to those that were asked for, as long as they do not refer to it.
        _skipped = [.. _settings.Skip, .. _manifest.Resources.Where(r => r.Kind is ResourceKind.Unsupported or ResourceKind.Executable && !IsAsked(r)).Select(r => r.Name)];
        _running = [.. _manifest.Resources.Where(r => r.Runs && !_skipped.Contains(r.Name))];
        _buildOnly = [.. _manifest.Resources.Where(r => r.Build is { BuildOnly: true } && !_skipped.Contains(r.Name))];
        _names = new(_running.Concat(_buildOnly).Select(r => r.Name), ReservedNames.Contains);
        _images = new(request, _names, text => _resolver!.Resolve(text), problems);
        _resolver = new(_manifest, AddressOf, _images.Of, request.Parameters, _skipped, problems);
        _references = _components is null ? _resolver : new(_manifest, AddressOf, _images.Of, ParameterValues.Unknown, _skipped, new());
    }

    private bool IsKubernetes => _request.Format is not OutputFormat.Compose;

    public static DeploymentModel Build(ModelRequest request, ProblemList problems) => new ModelBuilder(request, problems).Build();

    /// <summary>Only the images, for who builds them and deploys nothing: values that no build needs are not asked for.</summary>
    public static DeploymentModel BuildImages(ModelRequest request, ProblemList problems) => new ModelBuilder(request, problems).BuildImages();

    private DeploymentModel Build()
    {
        // :: Step 1: what is deployed
        ReportWhatCannotBeDeployed();

        // :: Step 2: the ports
        PlanPorts(_problems);

        // :: Step 3: who waits for whom
        var waits = new WaitPlan(_manifest, _running, _request.Hints, _ports, Touched, IsKubernetes, _problems);
        var needed = Needed(waits);

        // :: Step 4: every expression; those of values that nobody uses, too, for they may be dangling
        var texts = _running.ToDictionary(r => r.Name, r => needed.Contains(r.Name) ? ResolveTexts(r) : ResolveReferences(r), StringComparer.Ordinal);
        foreach (var resource in _manifest.Resources.Where(r => r.Runs ? needed.Contains(r.Name) : _components is null && r.Kind is ResourceKind.Value or ResourceKind.AnnotatedString))
        {
            if (!_skipped.Contains(resource.Name) && (resource.ConnectionString ?? resource.Value) is { } text)
            {
                CheckReferences(text);
            }
        }

        var callers = FindCallers(texts, waits);

        // :: Step 5: everything else
        var storage = new StoragePlan(_manifest, _settings, _request.Hints, _running, _names, IsKubernetes, _problems);
        var workloads = _running.Where(r => needed.Contains(r.Name)).Select(r => BuildWorkload(r, texts[r.Name], waits, callers, storage)).ToList();
        if (IsKubernetes)
        {
            ClusterLimits.Check(workloads, _settings, _manifest.File, _problems);
        }

        return new()
        {
            Name = ApplicationName(),
            Namespace = _settings.Namespace,
            Manifest = _manifest,
            Workloads = workloads,
            Images = _images.ToBuild([.. _running, .. _buildOnly], IsAsked),
            ImagePullPolicy = _settings.ImagePullPolicy,
            WaitImage = _settings.WaitImage ?? DefaultWaitImage,
            KubectlImage = _settings.KubectlImage ?? DefaultKubectlImage,
            PullSecret = BuildPullSecret(),
            Secrets = _secrets,
            OpenVariables = _request.Parameters.Placeholders,
            Components = _components is null ? null : _running.Where(IsAsked).Select(r => _names[r.Name]).ToHashSet(StringComparer.Ordinal),
            AllNames = [.. _running.Select(r => _names[r.Name])],
        };
    }

    private DeploymentModel BuildImages()
    {
        ReportUnknownNames();
        PlanPorts(new());
        return new()
        {
            Name = ApplicationName(),
            Manifest = _manifest,
            Workloads = [],
            Images = _images.ToBuild([.. _running, .. _buildOnly], IsAsked),
            WaitImage = DefaultWaitImage,
            KubectlImage = DefaultKubectlImage,
        };
    }

    private bool IsAsked(ManifestResource resource) => _components is null || _components.Contains(resource.Name);

    private void PlanPorts(ProblemList problems)
    {
        foreach (var resource in _running)
        {
            _ports[resource.Name] = PortPlan.For(resource, _manifest.File, IsKubernetes, problems);
        }
    }

    // In a kustomization a job is known by a name that holds a hash of all that it is, so those that are waited for are needed, too.
    private HashSet<string> Needed(WaitPlan waits)
    {
        HashSet<string> needed = new(StringComparer.Ordinal);
        Stack<string> open = new(_running.Where(IsAsked).Select(r => r.Name));
        while (open.TryPop(out var name))
        {
            if (needed.Add(name) && _request.Format == OutputFormat.Kustomize)
            {
                foreach (var wait in waits.For(name).Where(w => w.ForCompletion))
                {
                    open.Push(wait.Target);
                }
            }
        }

        return needed;
    }

    // A chart and a Compose file can only wait for what is in them; a service may be waited for wherever it is.
    private bool CanWait(WaitPlan.PlannedWait wait) => _components is null || _components.Contains(wait.Target) || _request.Format switch
    {
        OutputFormat.Kustomize => true,
        OutputFormat.Helm => !wait.ForCompletion,
        _ => false,
    };

    private void ReportWhatCannotBeDeployed()
    {
        foreach (var resource in _manifest.Resources.Where(r => !_skipped.Contains(r.Name)))
        {
            if (resource.Kind == ResourceKind.Unsupported)
            {
                _problems.Add(_manifest.File, resource.Path, $"\"{resource.Name}\" {resource.Refusal} Leave it out with --skip {resource.Name}.");
            }
            else if (resource.Kind == ResourceKind.Executable)
            {
                _problems.Add(_manifest.File, resource.Path, $"\"{resource.Name}\" is an executable (\"{resource.Command}\"), which no cluster can run. Make an image of it: call PublishAsDockerFile() on it in the AppHost. Or leave it out with --skip {resource.Name}.");
            }
        }

        ReportUnknownNames();
    }

    private void ReportUnknownNames()
    {
        // Settings of the dashboard may stay where it is switched off.
        foreach (var name in _skipped.Concat(_settings.Resources.Keys).Where(n => _manifest.Find(n) is null && n != DashboardAddition.ResourceName))
        {
            _problems.Add(DeploymentSettings.FileName, "$", $"speaks of \"{name}\", which the manifest does not have.");
        }
    }

    private EndpointAddress? AddressOf(ManifestResource resource, string binding) =>
        _ports.TryGetValue(resource.Name, out var plan) && plan.Find(binding) is { } found
            ? new(found.Scheme, _names[resource.Name], found.Port.ServicePort, found.Port.ContainerPort)
            : null;

    private Texts ResolveTexts(ManifestResource resource)
    {
        List<KeyValuePair<string, ResolvedText>> env = [];
        var overrides = _settings.For(resource.Name).Env;
        foreach (var (key, source) in resource.Env)
        {
            if (!IsVariableName(key))
            {
                _problems.Add(_manifest.File, source.Path, NameRefusal(key));
                continue;
            }

            var text = overrides.TryGetValue(key, out var replaced) ? ResolvedText.Literal(replaced) : _resolver.Resolve(source);
            if (!overrides.ContainsKey(key))
            {
                CheckPassable(text, _manifest.File, source.Path, key.Length + 1);
            }

            env.Add(new(key, text));
        }

        foreach (var (key, value) in overrides.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            var text = ResolvedText.Literal(value);
            var path = JsonPath.Member($"$.resources.{resource.Name}.env", key);
            CheckPassable(text, DeploymentSettings.FileName, path, key.Length + 1);
            if (resource.Env.Any(e => e.Key == key))
            {
                continue;
            }

            if (!IsVariableName(key))
            {
                _problems.Add(DeploymentSettings.FileName, path, NameRefusal(key));
            }

            env.Add(new(key, text));
        }

        var args = resource.Args.Select(a =>
        {
            var text = _resolver.Resolve(a);
            CheckPassable(text, _manifest.File, a.Path, 0);
            return text;
        }).ToList();
        return new(env, args);
    }

    private Texts ResolveReferences(ManifestResource resource) =>
        new([.. resource.Env.Select(e => KeyValuePair.Create(e.Key, _references.Resolve(e.Value)))], [.. resource.Args.Select(_references.Resolve)]);

    private static string NameRefusal(string key) =>
        $"\"{Shorten(key)}\" cannot be the name of an environment variable here; allowed are letters, digits, '.', '-' and '_', not beginning with a digit or two dots.";

    private bool IsVariableName(string key) => key.Length > 0 && (IsKubernetes
        ? !char.IsAsciiDigit(key[0]) && key != "." && !key.StartsWith("..", StringComparison.Ordinal) && key.Length <= 253 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        : !key.Contains('=') && !key.Any(char.IsControl) && !key.Contains(' '));

    // Linux hands over at most 128 KiB in one variable or argument, and none with a zero character.
    private void CheckPassable(ResolvedText text, string file, string path, int overhead)
    {
        if (text.Text.Contains('\0'))
        {
            _problems.Add(file, path, "holds a zero character, which no process can be given.");
        }

        if (text.Text.Length + overhead >= LongestVariable || System.Text.Encoding.UTF8.GetByteCount(text.Text) + overhead >= LongestVariable)
        {
            _problems.Add(file, path, $"is longer than the {LongestVariable} bytes that Linux hands to a process; put it into a file.");
        }
    }

    // Looks at the references without asking for the values of parameters that nothing uses.
    private void CheckReferences(SourcedText text)
    {
        foreach (var (expression, isReference) in ExpressionText.Split(text.Text))
        {
            var dot = isReference ? expression.IndexOf('.') : -1;
            if (dot > 0 && _manifest.Find(expression[..dot]) is not { Kind: ResourceKind.Parameter })
            {
                _resolver.Resolve(new("{" + expression + "}", text.Path));
            }
        }
    }

    private IReadOnlySet<string> Touched(SourcedText connectionString) => _references.Resolve(connectionString).Touches;

    private Dictionary<string, SortedSet<string>> FindCallers(Dictionary<string, Texts> texts, WaitPlan waits)
    {
        var callers = _running.ToDictionary(r => r.Name, _ => new SortedSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var resource in _running)
        {
            var touched = texts[resource.Name].Env.Select(e => e.Value).Concat(texts[resource.Name].Args).SelectMany(t => t.Touches);
            foreach (var target in touched.Concat(waits.For(resource.Name).Select(w => w.Target)).Where(t => t != resource.Name))
            {
                if (callers.TryGetValue(target, out var set))
                {
                    set.Add(_names[resource.Name]);
                }
            }
        }

        return callers;
    }

    private Workload BuildWorkload(ManifestResource resource, Texts texts, WaitPlan waits, Dictionary<string, SortedSet<string>> callers, StoragePlan storage)
    {
        var settings = _settings.For(resource.Name);
        var hints = _request.Hints.For(resource.Name);
        var ports = _ports[resource.Name];
        var image = _images.Of(resource) ?? "";
        var facts = resource.Kind == ResourceKind.Project ? ImageFacts.DotNet with { User = resource.Build is null ? null : DockerfileUser.Of(_manifest.Resolve(resource.Build.Dockerfile)) }
            : resource.Build is { } build ? ImageFacts.Unknown with { User = DockerfileUser.Of(_manifest.Resolve(build.Dockerfile)) }
            : resource is { Entrypoint: not null, Bindings.Count: 0 } ? ImageFacts.For(image).WithoutItsServer()
            : ImageFacts.For(image);
        var volumes = storage.VolumesOf(resource);
        var role = settings.Schedule is not null ? WorkloadRole.Scheduled
            : waits.IsJob(resource.Name) ? WorkloadRole.Job
            : volumes.Any(v => !v.Shared) ? WorkloadRole.Stateful
            : WorkloadRole.Stateless;
        var probes = ProbePlan.For(resource, hints, settings, ports, role, _request.Hints.File, _problems);
        var replicas = settings.Replicas ?? hints.Replicas ?? 1;
        var (requests, limits) = ComputePlan.For(resource.Name, settings, facts.Requests, facts.Limits, _problems);
        var buildArgs = _images.BuildArgs(resource);
        foreach (var text in texts.Env.Concat(buildArgs).Select(e => e.Value).Concat(texts.Args))
        {
            foreach (var segment in text.Segments.Where(s => s.Secret is not null))
            {
                _secrets[segment.Secret!] = segment.Text;
            }
        }

        return new()
        {
            ResourceName = resource.Name,
            Name = _names[resource.Name],
            Source = resource,
            Role = role,
            Image = image,
            Entrypoint = resource.Entrypoint,
            Args = texts.Args,
            BuildArgs = buildArgs,
            Env = texts.Env,
            Ports = ports.Ports,
            Volumes = volumes,
            Files = storage.FilesOf(resource),
            Startup = probes.Startup,
            Readiness = probes.Readiness,
            Liveness = probes.Liveness,
            Waits = [.. waits.For(resource.Name).Where(CanWait).Select(w => new Wait(_names[w.Target], w.ForCompletion, w.Port))],
            Replicas = replicas,
            MaxReplicas = settings.MaxReplicas ?? (replicas > 1 ? replicas * 2 : replicas),
            Requests = requests,
            Limits = limits,
            Security = facts.Secure(settings.Security),
            Route = IsKubernetes ? RoutePlan.For(resource, _names[resource.Name], ports, role, _settings, _request.Secrets, _problems) : null,
            Schedule = settings.Schedule,
            Annotations = settings.Annotations,
            Callers = [.. callers[resource.Name]],
        };
    }

    private PullSecret? BuildPullSecret()
    {
        if (_settings.PrivateRegistry is not { } registry)
        {
            return null;
        }

        if ((_request.PullPassword ?? _request.Secrets?.Find(PullPasswordName)) is { } password)
        {
            return new(registry.Url, registry.Username, password, registry.Email);
        }

        _problems.Add(DeploymentSettings.FileName, "$.privateRegistry", $"needs a password; give --private-registry-password or use: aspirate secrets set {PullPasswordName}");
        return null;
    }

    internal const string PullPasswordName = "private-registry";

    private string ApplicationName()
    {
        var name = new NameTable([_settings.Name ?? _request.DefaultName])[_settings.Name ?? _request.DefaultName];
        return name;
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";

    private sealed record Texts(List<KeyValuePair<string, ResolvedText>> Env, List<ResolvedText> Args);
}
