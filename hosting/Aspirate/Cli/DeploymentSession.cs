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
    private readonly GenerateOptions _options;
    private readonly Dictionary<string, string?> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

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

    public static DeploymentSession Open(GenerateOptions options, string manifestPath, IUserDialog dialog)
    {
        var problems = new ProblemList();
        var stateFolder = StateFolderFor(options, manifestPath);
        // Making a key out of the password takes longest; the second core does it while the manifest is read.
        var secrets = options.Interactive ? null : Task.Run(() => OpenSecrets(options, stateFolder, dialog));
        var manifest = ManifestReader.Read(manifestPath, problems);
        var hints = HintsReader.Read(manifestPath, manifest, problems);
        var settings = options.DisableState ? DeploymentSettings.Empty : SettingsReader.Read(stateFolder, problems);
        var images = options.DisableState ? BuiltImages.Forgetful() : BuiltImages.Read(stateFolder, problems);
        var session = new DeploymentSession(options, stateFolder, manifest, hints, Overlaid(settings, options), images, problems);
        session.ReadParameters();
        session.Secrets = secrets is null ? OpenSecrets(options, stateFolder, dialog) : secrets.GetAwaiter().GetResult();
        if (options.PrivateRegistryPassword is { } password)
        {
            session.Secrets?.Set(ModelBuilder.PullPasswordName, password);
        }

        return session;
    }

    public DeploymentModel Build(OutputFormat format, IUserDialog dialog, EnvironmentSettings? environment = null) => ModelBuilder.Build(
        new()
        {
            Manifest = Manifest,
            Hints = Hints,
            Settings = environment is null ? Settings : Settings.In(environment),
            Parameters = new(_parameters, Settings.Parameters, Secrets, _options.Interactive ? Remembered(dialog) : null),
            Secrets = Secrets,
            Format = format,
            Builds = _options.SkipBuild
                ? new HashSet<string>(_options.ComposeBuilds, StringComparer.Ordinal)
                : new HashSet<string>(Manifest.Resources.Select(r => r.Name), StringComparer.Ordinal),
            BuiltImages = BuiltImages,
            ComposeBuilds = _options.ComposeBuilds,
            DefaultName = DefaultName(),
        },
        Problems);

    /// <summary>The image of a resource that files are taken from: the one that was built, or the one that the manifest names.</summary>
    public string ImageOf(string resource) => Settings.For(resource).Image ?? Manifest.Find(resource)?.Image ?? BuiltImages.Find(resource)?.Image
        ?? throw new InvalidOperationException($"\"{resource}\" has no image.");

    // A model is made more than once, and nobody wants to be asked twice.
    private Func<string, bool, string?> Remembered(IUserDialog dialog) => (name, secret) =>
        _answers.TryGetValue(name, out var answer) ? answer : _answers[name] = dialog.AskParameter(name, secret);

    /// <summary>A text of an image's build, whose references are to parameters alone.</summary>
    public string Resolve(SourcedText text)
    {
        var parameters = new ParameterValues(_parameters, Settings.Parameters, Secrets);
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

        var password = options.SecretPassword;
        if (password is null && options.Interactive)
        {
            password = dialog.AskPassword(SecretsFile.Exists(folder) && !options.ReplaceSecrets);
        }

        if (password is not null)
        {
            return SecretsFile.Open(folder, password, options.ReplaceSecrets);
        }

        // Values kept in the clear need no password; encrypted ones do, and Open says so.
        return SecretsFile.Exists(folder) ? SecretsFile.Open(folder, null) : null;
    }

    private static DeploymentSettings Overlaid(DeploymentSettings settings, GenerateOptions options) => settings with
    {
        Namespace = options.Namespace ?? settings.Namespace,
        ContainerRegistry = options.ContainerRegistry ?? settings.ContainerRegistry,
        ContainerRepositoryPrefix = options.ContainerRepositoryPrefix ?? settings.ContainerRepositoryPrefix,
        ContainerImageTag = options.ContainerImageTag ?? settings.ContainerImageTag,
        ContainerBuilder = options.ContainerBuilder ?? settings.ContainerBuilder,
        ImagePullPolicy = options.ImagePullPolicy ?? settings.ImagePullPolicy,
        Skip = [.. settings.Skip.Concat(options.Skip).Distinct()],
        Ingress = settings.Ingress with { Domain = options.IngressDomain ?? settings.Ingress.Domain },
        PrivateRegistry = options.PrivateRegistry && options.PrivateRegistryUsername is not null
            ? new(options.PrivateRegistryUrl ?? options.ContainerRegistry ?? settings.ContainerRegistry ?? "docker.io", options.PrivateRegistryUsername, options.PrivateRegistryEmail ?? "aspirate@aspirate.com")
            : settings.PrivateRegistry,
    };

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
