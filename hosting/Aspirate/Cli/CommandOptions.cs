using System.CommandLine;
using Aspirate.Output;

namespace Aspirate.Cli;

/// <summary>
/// The options, by the names of the original tool. Each may also come from the environment: a flag costs one property
/// here and one line where it is read.
/// </summary>
internal sealed class CommandOptions
{
    public Option<string> ProjectPath { get; } = TextOr("--project-path", "ASPIRATE_PROJECT_PATH", "The folder of the AppHost. Default: this folder.", ".", "-p");

    public Option<string?> AspireManifest { get; } = Text("--aspire-manifest", "ASPIRATE_ASPIRE_MANIFEST_PATH", "The manifest to read. Default: the AppHost is asked to publish one.", "-m");

    public Option<string> OutputPath { get; } = TextOr("--output-path", "ASPIRATE_OUTPUT_PATH", "Where the files are written.", "aspirate-output", "-o");

    public Option<string> InputPath { get; } = TextOr("--input-path", "ASPIRATE_INPUT_PATH", "Where the generated files are.", "aspirate-output", "-i");

    public Option<string> OutputFormat { get; } = TextOr("--output-format", "ASPIRATE_OUTPUT_FORMAT", "kustomize, helm or compose.", "kustomize");

    public Option<bool> SkipBuild { get; } = Flag("--skip-build", "ASPIRATE_SKIP_BUILD", "Build and push no images.");

    public Option<bool> SkipFinal { get; } = Flag("--skip-final", "ASPIRATE_SKIP_FINAL_KUSTOMIZE_GENERATION", "Do not write the kustomization at the top.", "-sf");

    public Option<string?> Namespace { get; } = Text("--namespace", "ASPIRATE_NAMESPACE", "The Kubernetes namespace; it is generated, too.", "-n");

    public Option<string?> ContainerRegistry { get; } = Text("--container-registry", "ASPIRATE_CONTAINER_REGISTRY", "The registry of the images that are built.", "-cr");

    public Option<string?> ContainerRepositoryPrefix { get; } = Text("--container-repository-prefix", "ASPIRATE_CONTAINER_REPOSITORY_PREFIX", "What the names of built images begin with.", "-crp");

    public Option<string?> ContainerImageTag { get; } = Text("--container-image-tag", "ASPIRATE_CONTAINER_IMAGE_TAG", "The tag of the images that are built. Default: latest.", "-ct");

    public Option<string?> ContainerBuilder { get; } = Text("--container-builder", "ASPIRATE_CONTAINER_BUILDER", "docker or podman.");

    public Option<string[]> ContainerBuildArg { get; } = Many("--container-build-arg", "NAME=VALUE for every Dockerfile that has the argument, or RESOURCE:NAME=VALUE for one; may be given often.", "-cba");

    public Option<string[]> ContainerBaseImage { get; } = Many("--container-base-image", "IMAGE that the images of projects start from, or RESOURCE=IMAGE for one; may be given often.", "-cbi");

    public Option<bool> Rebuild { get; } = Flag("--rebuild", "ASPIRATE_REBUILD", "Build every image, changed or not.");

    public Option<string?> ImagePullPolicy { get; } = Text("--image-pull-policy", "ASPIRATE_IMAGE_PULL_POLICY", "Always, IfNotPresent or Never.");

    public Option<string?> RuntimeIdentifier { get; } = Text("--runtime-identifier", "ASPIRATE_RUNTIME_IDENTIFIER", "The runtime that projects are built for. Default: linux-x64.");

    public Option<string?> LaunchProfile { get; } = Text("--launch-profile", "ASPIRATE_LAUNCH_PROFILE", "The launch profile that the AppHost publishes with.", "-lp");

    public Option<bool> DisableSecrets { get; } = Flag("--disable-secrets", "ASPIRATE_DISABLE_SECRETS", "No encryption and no password: values that must be kept are kept in the clear.");

    public Option<bool> DisableState { get; } = Flag("--disable-state", "ASPIRATE_DISABLE_STATE", "Read and write no aspirate.json and no secrets file.", "--no-state");

    public Option<bool> ReplaceSecrets { get; } = Flag("--replace-secrets", "ASPIRATE_REPLACE_SECRETS", "Forget the kept secrets and make new ones.");

    public Option<string?> SecretPassword { get; } = Text("--secret-password", "ASPIRATE_SECRET_PASSWORD", "The password of aspirate-secrets.json; better given by the variable, which other users cannot see.");

    public Option<string?> SecretProvider { get; } = Text("--secret-provider", "ASPIRATE_SECRET_PROVIDER", "Accepted for the sake of old scripts; secrets are always encrypted with the password.");

    public Option<bool> UseSecrets { get; } = Flag("--use-secrets", "ASPIRATE_USE_SECRETS", "Accepted for the sake of old scripts; builds always may use secrets.");

    public Option<bool> NonInteractive { get; } = Flag("--non-interactive", "ASPIRATE_NON_INTERACTIVE", "Ask nothing.");

    public Option<string[]> Parameter { get; } = Many("--parameter", "NAME=VALUE of a parameter; may be given often.", "-pa");

    public Option<string[]> Skip { get; } = Many("--skip", "A resource to leave out; may be given often.");

    public Option<string[]> ComposeBuild { get; } = Many("--compose-build", "A resource whose image Compose builds; may be given often.");

    public Option<bool> PrivateRegistry { get; } = Flag("--private-registry", "ASPIRATE_PRIVATE_REGISTRY", "Generate an image pull secret.");

    public Option<string?> PrivateRegistryUrl { get; } = Text("--private-registry-url", "ASPIRATE_PRIVATE_REGISTRY_URL", "The private registry. Default: the container registry.");

    public Option<string?> PrivateRegistryUsername { get; } = Text("--private-registry-username", "ASPIRATE_PRIVATE_REGISTRY_USERNAME", "Who pulls.");

    public Option<string?> PrivateRegistryPassword { get; } = Text("--private-registry-password", "ASPIRATE_PRIVATE_REGISTRY_PASSWORD", "The password of who pulls.");

    public Option<string?> PrivateRegistryEmail { get; } = Text("--private-registry-email", "ASPIRATE_PRIVATE_REGISTRY_EMAIL", "The address of who pulls.");

    public Option<string?> IngressDomain { get; } = Text("--ingress-domain", "ASPIRATE_INGRESS_DOMAIN", "External endpoints are reached as NAME.DOMAIN. Default: localhost.");

    public Option<string?> KubeContext { get; } = Text("--kube-context", "ASPIRATE_KUBERNETES_CONTEXT", "The context of your kubeconfig.", "-k");

    public Option<string?> Environment { get; } = Text("--environment", "ASPIRATE_ENVIRONMENT", "The overlay to use. Default: the one at the top.", "-e");

    public Option<bool> RollingRestart { get; } = Flag("--rolling-restart", "ASPIRATE_ROLLING_RESTART", "Restart the deployments after applying.", "-r");

    public Option<bool> ClearNamespace { get; } = Flag("--clear-namespace", "ASPIRATE_ALLOW_CLEAR_NAMESPACE", "Remove what an earlier run left in the namespace first.");

    public Option<int> Timeout { get; } = new("--timeout") { Description = "Seconds that everything may take to come up.", DefaultValueFactory = _ => 300 };

    public Option<string?> TemplatePath { get; } = Text("--template-path", "ASPIRATE_TEMPLATE_PATH", "Accepted for the sake of old scripts; there are no templates to replace.", "-tp");

    public GenerateOptions Read(ParseResult result)
    {
        var format = result.GetValue(OutputFormat);
        return new()
        {
            ProjectPath = Get(result, ProjectPath) ?? ".",
            AspireManifest = Get(result, AspireManifest),
            OutputPath = Get(result, OutputPath) ?? "aspirate-output",
            Format = format is not null && Enum.TryParse<OutputFormat>(format, ignoreCase: true, out var parsed) && !char.IsDigit(format[0]) ? parsed
                : format is null ? default : throw new Problems.CommandFailedException(ExitCode.InputRefused, $"--output-format is \"{format}\", but must be kustomize, helm or compose."),
            SkipBuild = Get(result, SkipBuild),
            SkipFinal = Get(result, SkipFinal),
            Namespace = Get(result, Namespace),
            ContainerRegistry = Get(result, ContainerRegistry),
            ContainerRepositoryPrefix = Get(result, ContainerRepositoryPrefix),
            ContainerImageTag = Get(result, ContainerImageTag),
            ContainerBuilder = Get(result, ContainerBuilder),
            BuildArgs = Get(result, ContainerBuildArg) ?? [],
            BaseImages = Get(result, ContainerBaseImage) ?? [],
            Rebuild = Get(result, Rebuild),
            ImagePullPolicy = Get(result, ImagePullPolicy),
            RuntimeIdentifier = Get(result, RuntimeIdentifier),
            LaunchProfile = Get(result, LaunchProfile),
            DisableSecrets = Get(result, DisableSecrets),
            DisableState = Get(result, DisableState),
            ReplaceSecrets = Get(result, ReplaceSecrets),
            SecretPassword = Get(result, SecretPassword),
            NonInteractive = Get(result, NonInteractive),
            Parameters = Get(result, Parameter) ?? [],
            Skip = Get(result, Skip) ?? [],
            ComposeBuilds = Get(result, ComposeBuild) ?? [],
            PrivateRegistry = Get(result, PrivateRegistry),
            PrivateRegistryUrl = Get(result, PrivateRegistryUrl),
            PrivateRegistryUsername = Get(result, PrivateRegistryUsername),
            PrivateRegistryPassword = Get(result, PrivateRegistryPassword),
            PrivateRegistryEmail = Get(result, PrivateRegistryEmail),
            IngressDomain = Get(result, IngressDomain),
        };
    }

    // A verb that does not have an option reads its default.
    private static T? Get<T>(ParseResult result, Option<T> option) => result.GetValue(option);

    private static Option<string?> Text(string name, string variable, string description, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description} [{variable}]",
        DefaultValueFactory = _ => FromEnvironment(variable),
    };

    private static Option<string> TextOr(string name, string variable, string description, string fallback, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description} [{variable}]",
        DefaultValueFactory = _ => FromEnvironment(variable) ?? fallback,
    };

    private static Option<bool> Flag(string name, string variable, string description, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description} [{variable}]",
        DefaultValueFactory = _ => FromEnvironment(variable) is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase)),
    };

    private static Option<string[]> Many(string name, string description, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private static string? FromEnvironment(string variable) => System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}
