using System.CommandLine;
using Aspirate.Output;
using Aspirate.Settings;

namespace Aspirate.Cli;

/// <summary>
/// The options, by the names of the original tool. Each may also come from the environment: a flag costs one property
/// here and one line where it is read.
/// </summary>
internal sealed class CommandOptions
{
    public Option<string> ProjectPath { get; } = CliOption.TextOr("--project-path", "ASPIRATE_PROJECT_PATH", "The folder of the AppHost. Default: this folder.", ".", "-p");

    public Option<string?> AspireManifest { get; } = CliOption.Text("--aspire-manifest", "ASPIRATE_ASPIRE_MANIFEST_PATH", "The manifest to read. Default: the AppHost is asked to publish one.", "-m");

    public Option<string> OutputPath { get; } = CliOption.TextOr("--output-path", "ASPIRATE_OUTPUT_PATH", "Where the files are written.", "aspirate-output", "-o");

    public Option<string> InputPath { get; } = CliOption.TextOr("--input-path", "ASPIRATE_INPUT_PATH", "Where the generated files are.", "aspirate-output", "-i");

    public Option<string> OutputFormat { get; } = CliOption.TextOr("--output-format", "ASPIRATE_OUTPUT_FORMAT", "kustomize, helm or compose.", "kustomize");

    public Option<bool> SkipBuild { get; } = CliOption.Flag("--skip-build", "ASPIRATE_SKIP_BUILD", "Build and push no images.");

    public Option<bool> SkipFinal { get; } = CliOption.Flag("--skip-final", "ASPIRATE_SKIP_FINAL_KUSTOMIZE_GENERATION", "Do not write the kustomization at the top.", "-sf", "--skip-final-kustomize-generation");

    public Option<string?> Namespace { get; } = CliOption.Text("--namespace", "ASPIRATE_NAMESPACE", "The Kubernetes namespace; it is generated, too.", "-n");

    public Option<string?> ContainerRegistry { get; } = CliOption.Text("--container-registry", "ASPIRATE_CONTAINER_REGISTRY", "The registry of the images that are built.", "-cr");

    public Option<string?> ContainerRepositoryPrefix { get; } = CliOption.Text("--container-repository-prefix", "ASPIRATE_CONTAINER_REPOSITORY_PREFIX", "What the names of built images begin with.", "-crp");

    public Option<string[]> ContainerImageTag { get; } = CliOption.Words("--container-image-tag", "ASPIRATE_CONTAINER_IMAGE_TAG", "The tag of the images that are built. Given several times, the first is deployed and images get all of them. Default: latest.", "-ct");

    public Option<string?> ContainerBuilder { get; } = CliOption.Text("--container-builder", "ASPIRATE_CONTAINER_BUILDER", "docker or podman.");

    public Option<string?> ContainerBuildContext { get; } = CliOption.Text("--container-build-context", "ASPIRATE_CONTAINER_BUILD_CONTEXT", "The folder that Dockerfiles of projects are built in (see --prefer-dockerfile). Default: the project's.", "-cbc");

    public Option<string[]> ContainerBuildArg { get; } = CliOption.Lines("--container-build-arg", "ASPIRATE_CONTAINER_BUILD_ARGS", "NAME=VALUE for every Dockerfile that has the argument, or RESOURCE:NAME=VALUE for one; may be given often.", "-cba");

    public Option<string[]> ContainerBaseImage { get; } = CliOption.Lines("--container-base-image", "ASPIRATE_CONTAINER_BASE_IMAGES", "IMAGE that the images of projects start from, or RESOURCE=IMAGE for one; may be given often.", "-cbi");

    public Option<bool> PreferDockerfile { get; } = CliOption.Flag("--prefer-dockerfile", "ASPIRATE_PREFER_DOCKERFILE", "Projects with a Dockerfile in their folder are built from it, others by the SDK.");

    public Option<bool> Rebuild { get; } = CliOption.Flag("--rebuild", "ASPIRATE_REBUILD", "Build every image, changed or not.");

    public Option<string?> ImagePullPolicy { get; } = CliOption.Text("--image-pull-policy", "ASPIRATE_IMAGE_PULL_POLICY", "Always, IfNotPresent or Never.");

    public Option<string?> RuntimeIdentifier { get; } = CliOption.Text("--runtime-identifier", "ASPIRATE_RUNTIME_IDENTIFIER", "The runtime that projects are built for. Default: linux-x64.");

    public Option<string?> LaunchProfile { get; } = CliOption.Text("--launch-profile", "ASPIRATE_LAUNCH_PROFILE", "The launch profile that the AppHost publishes with.", "-lp");

    public Option<string[]> Components { get; } = CliOption.Names("--components", "ASPIRATE_COMPONENTS", "Only these resources are built and generated, as if the others were left out; but what refers to the others still finds them. A kustomization that is there keeps the files of the others; a chart or a Compose file holds these alone.", "-c");

    public Option<string[]> Skip { get; } = CliOption.Names("--skip", "ASPIRATE_SKIP", "A resource to leave out; may be given often.");

    public Option<bool?> IncludeDashboard { get; } = CliOption.Choice("--include-dashboard", "ASPIRATE_INCLUDE_DASHBOARD", "Deploy the Aspire dashboard beside the application and send it the telemetry. Default: \"dashboard\" in aspirate.json, else no.", "--with-dashboard");

    public Option<bool> DisableSecrets { get; } = CliOption.Flag("--disable-secrets", "ASPIRATE_DISABLE_SECRETS", "No encryption and no password: values that must be kept are kept in the clear.");

    public Option<bool> DisableState { get; } = CliOption.Flag("--disable-state", "ASPIRATE_DISABLE_STATE", "Read and write no aspirate.json and no secrets file.", "--no-state");

    public Option<bool> ReplaceSecrets { get; } = CliOption.Flag("--replace-secrets", "ASPIRATE_REPLACE_SECRETS", "Forget the kept secrets and make new ones.");

    public Option<string?> SecretPassword { get; } = CliOption.Text("--secret-password", "ASPIRATE_SECRET_PASSWORD", "The password of aspirate-secrets.json; better given by the variable, which other users cannot see.");

    public Option<string?> SecretProvider { get; } = CliOption.Text("--secret-provider", "ASPIRATE_SECRET_PROVIDER", "Password (the default): secrets are kept encrypted. Base64, which is no protection: they are kept in the clear, as with --disable-secrets.");

    public Option<bool> UseSecrets { get; } = CliOption.Flag("--use-secrets", "ASPIRATE_USE_SECRETS", "Unlock the kept secrets for the arguments of builds; build needs the password then.");

    public Option<bool> NonInteractive { get; } = CliOption.Flag("--non-interactive", "ASPIRATE_NON_INTERACTIVE", "Ask nothing.");

    public Option<string[]> Parameter { get; } = CliOption.Lines("--parameter", "ASPIRATE_PARAMETER_VALUE", "NAME=VALUE of a parameter; may be given often.", "-pa");

    public Option<bool> UseEnvironmentVariables { get; } = CliOption.Flag("--use-env-variables-as-parameter-values", "ASPIRATE_USE_ENV_VARIABLES", "In a Compose file parameters stand as variables of their names (DB_PASSWORD for db-password), to be set when it is run.");

    public Option<string[]> ComposeBuild { get; } = CliOption.Names("--compose-build", "ASPIRATE_COMPOSE_BUILDS", "A resource whose image Compose builds; may be given often.");

    public Option<bool> PrivateRegistry { get; } = CliOption.Flag("--private-registry", "ASPIRATE_PRIVATE_REGISTRY", "Generate an image pull secret.");

    public Option<string?> PrivateRegistryUrl { get; } = CliOption.Text("--private-registry-url", "ASPIRATE_PRIVATE_REGISTRY_URL", "The private registry. Default: the container registry.");

    public Option<string?> PrivateRegistryUsername { get; } = CliOption.Text("--private-registry-username", "ASPIRATE_PRIVATE_REGISTRY_USERNAME", "Who pulls.");

    public Option<string?> PrivateRegistryPassword { get; } = CliOption.Text("--private-registry-password", "ASPIRATE_PRIVATE_REGISTRY_PASSWORD", "The password of who pulls.");

    public Option<string?> PrivateRegistryEmail { get; } = CliOption.Text("--private-registry-email", "ASPIRATE_PRIVATE_REGISTRY_EMAIL", "The address of who pulls.");

    public Option<string?> IngressDomain { get; } = CliOption.Text("--ingress-domain", "ASPIRATE_INGRESS_DOMAIN", "External endpoints are reached as NAME.DOMAIN. Default: localhost.");

    public Option<string?> KubeContext { get; } = CliOption.Text("--kube-context", "ASPIRATE_KUBERNETES_CONTEXT", "The context of your kubeconfig.", "-k");

    public Option<string?> Environment { get; } = CliOption.Text("--environment", "ASPIRATE_ENVIRONMENT", "The overlay to use. Default: the one at the top.", "-e");

    public Option<bool> RollingRestart { get; } = CliOption.Flag("--rolling-restart", "ASPIRATE_ROLLING_RESTART", "Restart the deployments after applying.", "-r");

    public Option<bool> ClearNamespace { get; } = CliOption.Flag("--clear-namespace", "ASPIRATE_ALLOW_CLEAR_NAMESPACE", "Remove what an earlier run left in the namespace first.");

    public Option<int> Timeout { get; } = new("--timeout") { Description = "Seconds that everything may take to come up.", DefaultValueFactory = _ => 300 };

    public IdleFlag EnableMinikubeMount { get; } = new("--enable-minikube-mount", "ASPIRATE_ENABLE_MINIKUBE_MOUNT_ACTION", "files of bind mounts travel in ConfigMaps, on every cluster.", "-em");

    public IdleFlag DisableMinikubeMount { get; } = new("--disable-minikube-mount", "ASPIRATE_DISABLE_MINIKUBE_MOUNT_ACTION", "nothing is mounted into minikube anyway.", "-dm");

    public IdleFlag SkipHelm { get; } = new("--skip-helm-generation", "ASPIRATE_SKIP_HELM_GENERATION", "a chart is written only with --output-format helm.", "-sh", "--skip-hem");

    public IdleFlag VerifyImageAge { get; } = new("--verify-image-age", "ASPIRATE_VERIFY_IMAGE_AGE", "what is deployed is the digest of what was built.");

    public IdleText TemplatePath { get; } = new("--template-path", "ASPIRATE_TEMPLATE_PATH", "there are no templates to replace; aspirate.json and overlays change what is generated.", "-tp");

    /// <summary>What the original takes with every verb.</summary>
    public IReadOnlyList<Option> Common => [ProjectPath, NonInteractive, DisableSecrets, DisableState, SecretPassword, SecretProvider, LaunchProfile];

    /// <summary>What concerns images and the manifest that they come from.</summary>
    public IReadOnlyList<Option> Images =>
    [
        AspireManifest, Components, Skip, Parameter, ContainerRegistry, ContainerRepositoryPrefix, ContainerImageTag, ContainerBuilder, ContainerBuildArg,
        ContainerBaseImage, PreferDockerfile, ContainerBuildContext, Rebuild, RuntimeIdentifier, ComposeBuild, UseSecrets, VerifyImageAge,
    ];

    /// <summary>What concerns the files that are generated.</summary>
    public IReadOnlyList<Option> Files =>
    [
        OutputPath, SkipBuild, Namespace, ImagePullPolicy, IngressDomain, IncludeDashboard, ReplaceSecrets, PrivateRegistry, PrivateRegistryUrl,
        PrivateRegistryUsername, PrivateRegistryPassword, PrivateRegistryEmail, TemplatePath, SkipHelm, EnableMinikubeMount, DisableMinikubeMount,
    ];

    public GenerateOptions Read(ParseResult result)
    {
        var tags = Get(result, ContainerImageTag) ?? [];
        return new()
        {
            ProjectPath = Get(result, ProjectPath) ?? ".",
            AspireManifest = Get(result, AspireManifest),
            OutputPath = Get(result, OutputPath) ?? "aspirate-output",
            Format = Enum.Parse<OutputFormat>(CliOption.OneOf("--output-format", Get(result, OutputFormat), "kustomize", "helm", "compose") ?? "kustomize", ignoreCase: true),
            SkipBuild = Get(result, SkipBuild),
            SkipFinal = Get(result, SkipFinal),
            Namespace = Get(result, Namespace),
            ContainerRegistry = Get(result, ContainerRegistry),
            ContainerRepositoryPrefix = Get(result, ContainerRepositoryPrefix),
            ContainerImageTag = tags.FirstOrDefault(),
            FurtherImageTags = [.. tags.Skip(1).Distinct().Where(t => t != tags[0])],
            ContainerBuilder = Get(result, ContainerBuilder),
            BuildContext = Get(result, ContainerBuildContext),
            BuildArgs = Get(result, ContainerBuildArg) ?? [],
            BaseImages = Get(result, ContainerBaseImage) ?? [],
            PreferDockerfile = Get(result, PreferDockerfile),
            Rebuild = Get(result, Rebuild),
            ImagePullPolicy = CliOption.OneOf("--image-pull-policy", Get(result, ImagePullPolicy), ClusterNames.PullPolicies),
            RuntimeIdentifier = Get(result, RuntimeIdentifier),
            LaunchProfile = Get(result, LaunchProfile),
            DisableSecrets = Get(result, DisableSecrets)
                || (CliOption.OneOf("--secret-provider", Get(result, SecretProvider), "Password", "Base64") == "Base64" && Get(result, SecretPassword) is null),
            DisableState = Get(result, DisableState),
            ReplaceSecrets = Get(result, ReplaceSecrets),
            SecretPassword = Get(result, SecretPassword),
            UseSecrets = Get(result, UseSecrets),
            NonInteractive = Get(result, NonInteractive),
            Parameters = Get(result, Parameter) ?? [],
            UseEnvironmentVariables = Get(result, UseEnvironmentVariables),
            Components = Get(result, Components) ?? [],
            Skip = Get(result, Skip) ?? [],
            IncludeDashboard = Get(result, IncludeDashboard),
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
}
