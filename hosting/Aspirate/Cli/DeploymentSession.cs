using Aspirate.Compose;
using Aspirate.Expressions;
using Aspirate.Hints;
using Aspirate.Images;
using Aspirate.Manifest;
using Aspirate.Model;
using Aspirate.Output;
using Aspirate.Problems;
using Aspirate.Secrets;
using Aspirate.Settings;

namespace Aspirate.Cli;

/// <summary>Brings together what a deployment is made of: manifest, hints, settings, secrets, command line.</summary>
internal sealed class DeploymentSession
{
    private const int MostAttempts = 3;

    private readonly GenerateOptions _options;
    private readonly Dictionary<string, string?> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private bool _isLocked;

    private DeploymentSession(GenerateOptions options, string stateFolder, ManifestDocument manifest, ManifestHints hints, DeploymentSettings settings, BuiltImages builtImages, ProblemList problems)
    {
        _options = options;
        StateFolder = stateFolder;
        Manifest = manifest;
        Hints = hints;
        Settings = settings;
        BuiltImages = builtImages;
        Problems = problems;
    }

    public string StateFolder { get; }

    public ManifestDocument Manifest { get; }

    public ManifestHints Hints { get; }

    public DeploymentSettings Settings { get; }

    public ProblemList Problems { get; }

    public SecretsFile? Secrets { get; private set; }

    /// <summary>What was built before.</summary>
    public BuiltImages BuiltImages { get; }

    /// <summary>The only resources that are wanted; null: all.</summary>
    public IReadOnlySet<string>? Components { get; private set; }

    public bool HasDashboard { get; private set; }

    /// <summary>Secrets that the output alone keeps, for there is no file of them; null where there is one, or none may be made up.</summary>
    public OutputSecrets? OutputSecrets { get; private set; }

    /// <summary>What the user is told besides the result.</summary>
    public List<string> Notes { get; } = [];

    public static DeploymentSession Open(GenerateOptions options, string manifestPath, IUserDialog dialog)
    {
        var stateFolder = StateFolderFor(options, manifestPath);
        var asked = CredentialsAsked(options, () => !options.DisableState && SettingsReader.Read(stateFolder, new()).PrivateRegistry is not null, dialog);
        // Making a key out of the password takes longest; the second core does it while the manifest is read.
        var secrets = options.Interactive ? null : Task.Run(() => OpenSecrets(options, stateFolder, dialog));
        var session = Read(asked, manifestPath, forDeployment: true);
        session.Secrets = secrets is null ? OpenSecrets(options, stateFolder, dialog) : secrets.GetAwaiter().GetResult();
        if (OriginalState.HasSecrets(stateFolder) && !SecretsFile.Exists(stateFolder))
        {
            session.Notes.Add($"{OriginalState.FileName} holds secrets of the original tool, which are not read; what must stay as it is there is given with: aspirate secrets set NAME");
        }

        if (asked.PrivateRegistryPassword is { } password)
        {
            session.Secrets?.Set(ModelBuilder.PullPasswordName, password);
        }

        // The .env file of a Compose deployment holds every secret in the clear anyway, so it can keep them, too.
        if (session.Secrets is null && options.Format == OutputFormat.Compose)
        {
            var values = EnvFile.Read(options.OutputPath);
            session.OutputSecrets = new(name => ComposeVariables.Find(values, name));
        }
        else if (session.Secrets is null && options.DisableState)
        {
            // Nothing is to be kept; whoever wants that gets other values each time, and is told.
            session.OutputSecrets = new(_ => null);
        }

        return session;
    }

    /// <summary>For who only builds: the secrets stay locked unless their password is given or they are asked for.</summary>
    public static DeploymentSession OpenForBuild(GenerateOptions options, string manifestPath, IUserDialog dialog)
    {
        var session = Read(options, manifestPath, forDeployment: false);
        session._isLocked = !options.UseSecrets && options.SecretPassword is null && SecretsFile.IsEncrypted(session.StateFolder);
        var isNew = options.SecretPassword is null && !options.DisableSecrets && !SecretsFile.Exists(session.StateFolder);
        session.Secrets = session._isLocked || isNew ? null : OpenSecrets(options, session.StateFolder, dialog);
        return session;
    }

    public DeploymentModel Build(OutputFormat format, IUserDialog dialog, EnvironmentSettings? environment = null) =>
        ModelBuilder.Build(Request(format, dialog, environment), Problems);

    public DeploymentModel BuildImages(IUserDialog dialog) => ModelBuilder.BuildImages(Request(OutputFormat.Compose, dialog, null), Problems);

    private static DeploymentSession Read(GenerateOptions options, string manifestPath, bool forDeployment)
    {
        var problems = new ProblemList();
        var stateFolder = StateFolderFor(options, manifestPath);
        var manifest = ManifestReader.Read(manifestPath, problems);
        var settings = Overlaid(options.DisableState ? DeploymentSettings.Empty : SettingsReader.Read(stateFolder, problems), options);
        var hints = forDeployment ? HintsReader.Read(manifestPath, manifest, problems) : ManifestHints.None;
        var images = options.DisableState ? BuiltImages.Forgetful() : BuiltImages.Read(stateFolder, problems);
        manifest = ProjectDockerfiles.Prefer(manifest, settings, options, stateFolder, problems);
        var hasDashboard = forDeployment && (options.IncludeDashboard ?? settings.Dashboard) && !settings.Skip.Contains(DashboardAddition.ResourceName);
        if (hasDashboard)
        {
            manifest = DashboardAddition.To(manifest, settings, problems);
        }

        var session = new DeploymentSession(options, stateFolder, manifest, hints, settings, images, problems) { HasDashboard = hasDashboard };
        session.ReadComponents();
        session.CheckOptions();
        session.ReadParameters();
        return session;
    }

    private ModelRequest Request(OutputFormat format, IUserDialog dialog, EnvironmentSettings? environment) => new()
    {
        Manifest = Manifest,
        Hints = Hints,
        Settings = environment is null ? Settings : Settings.In(environment),
        Parameters = new(_parameters, Settings.Parameters, Secrets, _options.Interactive ? Remembered(dialog) : null)
        {
            UsePlaceholders = _options.UseEnvironmentVariables && format == OutputFormat.Compose,
            Kept = OutputSecrets,
            Locked = _isLocked,
        },
        Secrets = Secrets,
        PullPassword = _options.PrivateRegistryPassword,
        Format = format,
        Components = Components,
        Builds = _options.SkipBuild
            ? new HashSet<string>(_options.ComposeBuilds, StringComparer.Ordinal)
            : new HashSet<string>(Manifest.Resources.Select(r => r.Name), StringComparer.Ordinal),
        BuiltImages = BuiltImages,
        ComposeBuilds = _options.ComposeBuilds,
        DefaultName = DefaultName(),
    };

    /// <summary>The image of a resource that files are taken from: the one that was built, or the one that the manifest names.</summary>
    public string ImageOf(string resource) => Settings.For(resource).Image ?? Manifest.Find(resource)?.Image ?? BuiltImages.Find(resource)?.Image
        ?? throw new InvalidOperationException($"\"{resource}\" has no image.");

    // A model is made more than once, and nobody wants to be asked twice.
    private Func<string, bool, string?> Remembered(IUserDialog dialog) => (name, secret) =>
        _answers.TryGetValue(name, out var answer) ? answer : _answers[name] = dialog.AskParameter(name, secret);

    /// <summary>A text of an image's build, whose references are to parameters alone.</summary>
    public string Resolve(SourcedText text)
    {
        var parameters = new ParameterValues(_parameters, Settings.Parameters, Secrets) { Kept = OutputSecrets, Locked = _isLocked };
        var resolver = new ExpressionResolver(Manifest, (_, _) => null, _ => null, parameters, new HashSet<string>(Settings.Skip), Problems);
        var resolved = resolver.Resolve(text).Text;
        Problems.ThrowIfAny();
        return resolved;
    }

    public static string StateFolderFor(GenerateOptions options, string manifestPath)
    {
        var project = Path.GetFullPath(options.ProjectPath);
        if (options.ProjectPath != ".")
        {
            return Directory.Exists(project) ? project : Path.GetDirectoryName(project)!;
        }

        // A manifest that lies in an AppHost's folder tells where the AppHost is.
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifestPath))!;
        var isAppHost = File.Exists(Path.Combine(folder, DeploymentSettings.FileName)) || (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.csproj").Any());
        return isAppHost ? folder : project;
    }

    private static SecretsFile? OpenSecrets(GenerateOptions options, string folder, IUserDialog dialog)
    {
        if (options.DisableState)
        {
            return null;
        }

        if (options.DisableSecrets)
        {
            return SecretsFile.IsEncrypted(folder) && !options.ReplaceSecrets
                ? throw new CommandFailedException(ExitCode.SecretsLocked, $"{Path.Combine(folder, SecretsFile.FileName)} is encrypted, and --disable-secrets would leave its values out; give --secret-password instead, or --replace-secrets to start anew.")
                : SecretsFile.Open(folder, null, options.ReplaceSecrets);
        }

        if (options.SecretPassword is null && options.Interactive)
        {
            return Unlocked(folder, options.ReplaceSecrets, dialog);
        }

        if (options.SecretPassword is { } password)
        {
            return SecretsFile.Open(folder, password, options.ReplaceSecrets);
        }

        // Values kept in the clear need no password; encrypted ones do, and Open says so.
        return SecretsFile.Exists(folder) ? SecretsFile.Open(folder, null) : null;
    }

    /// <summary>Opens the secrets with a password that is asked for; who types one may mistype it. Null: there are none, and none are wanted.</summary>
    public static SecretsFile? Unlocked(string folder, bool replace, IUserDialog dialog)
    {
        for (var attempt = 1; ; attempt++)
        {
            var password = dialog.AskPassword(SecretsFile.Exists(folder) && !replace);
            try
            {
                return password is not null ? SecretsFile.Open(folder, password, replace) : SecretsFile.Exists(folder) ? SecretsFile.Open(folder, null) : null;
            }
            catch (CommandFailedException exception) when (exception.ExitCode == ExitCode.SecretsLocked && password is not null && attempt < MostAttempts)
            {
                dialog.Tell("That password does not open the secrets; again.");
            }
        }
    }

    private static DeploymentSettings Overlaid(DeploymentSettings settings, GenerateOptions options) => settings with
    {
        Namespace = options.Namespace ?? settings.Namespace,
        ContainerRegistry = options.ContainerRegistry ?? settings.ContainerRegistry,
        ContainerRepositoryPrefix = options.ContainerRepositoryPrefix ?? settings.ContainerRepositoryPrefix,
        ContainerImageTag = options.ContainerImageTag ?? settings.ContainerImageTag,
        FurtherImageTags = options.ContainerImageTag is null ? settings.FurtherImageTags : options.FurtherImageTags,
        ContainerBuilder = options.ContainerBuilder ?? settings.ContainerBuilder,
        ImagePullPolicy = options.ImagePullPolicy ?? settings.ImagePullPolicy,
        Skip = [.. settings.Skip.Concat(options.Skip).Distinct()],
        Ingress = settings.Ingress with { Domain = options.IngressDomain ?? settings.Ingress.Domain },
        PrivateRegistry = options.PrivateRegistry && options.PrivateRegistryUsername is not null
            ? new(options.PrivateRegistryUrl ?? options.ContainerRegistry ?? settings.ContainerRegistry ?? "docker.io", options.PrivateRegistryUsername, options.PrivateRegistryEmail ?? "aspirate@aspirate.com")
            : settings.PrivateRegistry,
    };

    // Names that are not there are told, not refused: scripts name what some of their AppHosts have.
    private void ReadComponents()
    {
        if (_options.Components.Count == 0)
        {
            return;
        }

        var known = _options.Components.Where(c => Manifest.Find(c) is not null).ToHashSet(StringComparer.Ordinal);
        var unknown = _options.Components.Where(c => !known.Contains(c)).ToList();
        if (known.Count == 0)
        {
            Problems.Add("command line", "--components", $"names {string.Join(", ", unknown.Select(c => $"\"{c}\""))}, and the manifest has none of these; it has {Names(Manifest.Resources)}.");
        }
        else if (unknown.Count > 0)
        {
            Notes.Add($"--components names {string.Join(", ", unknown.Select(c => $"\"{c}\""))}, which the manifest does not have");
        }

        if (HasDashboard)
        {
            known.Add(DashboardAddition.ResourceName);
        }

        Components = known;
    }

    private static string Names(IReadOnlyList<ManifestResource> resources) =>
        resources.Count == 0 ? "nothing" : string.Join(", ", resources.Take(20).Select(r => r.Name)) + (resources.Count > 20 ? ", ..." : "");

    // Without a terminal what is missing is a problem; at one it is a question.
    private static GenerateOptions CredentialsAsked(GenerateOptions options, Func<bool> isKept, IUserDialog dialog)
    {
        if (!options.PrivateRegistry || !options.Interactive || options.PrivateRegistryUsername is not null || isKept())
        {
            return options;
        }

        var user = dialog.AskText("Who pulls from the private registry", null);
        return options with
        {
            PrivateRegistryUsername = user,
            PrivateRegistryPassword = options.PrivateRegistryPassword ?? (user is null ? null : dialog.AskSecret($"Password of {user}")),
        };
    }

    private void CheckOptions()
    {
        void Check(string option, string? value, Func<string, string?> fault)
        {
            if (value is not null && fault(value) is { } message)
            {
                Problems.Add("command line", option, message);
            }
        }

        Check("--namespace", _options.Namespace, ClusterNames.NamespaceFault);
        Check("--ingress-domain", _options.IngressDomain, ClusterNames.DomainFault);
    }

    private void ReadParameters()
    {
        foreach (var text in _options.Parameters)
        {
            var at = text.IndexOf('=');
            if (at <= 0)
            {
                Problems.Add("command line", "--parameter", "must be NAME=VALUE.");
            }
            else
            {
                _parameters[text[..at]] = text[(at + 1)..];
            }
        }

        if (_options.PrivateRegistry && _options.PrivateRegistryUsername is null && Settings.PrivateRegistry is null)
        {
            Problems.Add("command line", "--private-registry", "needs --private-registry-username and --private-registry-password.");
        }
    }

    // The AppHost's project file names the application: "Shop.AppHost.csproj" is the shop. The folder does not, for the
    // same input must give the same output wherever it lies.
    private string DefaultName()
    {
        var project = Directory.Exists(StateFolder) ? Directory.EnumerateFiles(StateFolder, "*.csproj").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        var name = Path.GetFileNameWithoutExtension(project ?? "");
        name = name.EndsWith(".AppHost", StringComparison.OrdinalIgnoreCase) ? name[..^".AppHost".Length] : name;
        return name.Length == 0 ? "app" : name;
    }
}
