using Aspirate.Manifest;
using Aspirate.Problems;
using Aspirate.Settings;

namespace Aspirate.Model;

/// <summary>
/// Adds Aspire's dashboard to a manifest, as a container like any other, and sends it the telemetry of what is built here:
/// images of others would not know the variables.
/// </summary>
internal static class DashboardAddition
{
    public const string ResourceName = "aspire-dashboard";
    public const string TokenName = "aspire-dashboard-token";
    public const string TokenVariable = "DASHBOARD__FRONTEND__BROWSERTOKEN";
    public const int UiPort = 18888;

    private const string KeyName = "aspire-dashboard-otlp-key";
    private const string Image = "mcr.microsoft.com/dotnet/aspire-dashboard:9.5";
    private const string Origin = "--include-dashboard";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Headers = "OTEL_EXPORTER_OTLP_HEADERS";
    private const string ServiceName = "OTEL_SERVICE_NAME";
    private const string Grpc = "grpc";
    private const string HttpProtobuf = "http/protobuf";

    public static ManifestDocument To(ManifestDocument manifest, DeploymentSettings settings, ProblemList problems)
    {
        string[] names = [ResourceName, TokenName, KeyName];
        var taken = names.Select(manifest.Find).OfType<ManifestResource>().ToList();
        foreach (var resource in taken)
        {
            problems.Add(manifest.File, resource.Path, $"is called \"{resource.Name}\", as what {Origin} adds is; rename it in the AppHost, or generate without the dashboard.");
        }

        return taken.Count > 0 ? manifest : new(manifest.File, manifest.Folder, [.. manifest.Resources.Select(r => Sends(r) ? WithTelemetry(r, settings.For(r.Name)) : r), Dashboard(), Parameter(TokenName), Parameter(KeyName)]);
    }

    /// <summary>Whether a resource is one that is added here.</summary>
    public static bool Added(ManifestResource resource) => resource.Path == Origin;

    private static bool Sends(ManifestResource resource) => resource.Runs && (resource.Kind == ResourceKind.Project || resource.Build is not null);

    private static ManifestResource WithTelemetry(ManifestResource resource, ResourceSettings settings)
    {
        if (Has(resource, settings, Endpoint))
        {
            return resource;
        }

        // Who chose a protocol gets the endpoint that speaks it.
        var protocol = settings.Env.GetValueOrDefault(Protocol) ?? resource.Env.FirstOrDefault(e => e.Key == Protocol).Value?.Text ?? (resource.Kind == ResourceKind.Project ? Grpc : HttpProtobuf);
        var key = $"x-otlp-api-key={{{KeyName}.value}}";
        List<KeyValuePair<string, SourcedText>> env = [.. resource.Env];
        Add(Endpoint, $"{{{ResourceName}.bindings.{(protocol == Grpc ? "otlp-grpc" : "otlp-http")}.url}}");
        Add(Protocol, protocol);
        Add(ServiceName, resource.Name);
        var headers = env.FindIndex(e => e.Key == Headers);
        if (headers >= 0)
        {
            env[headers] = new(Headers, env[headers].Value with { Text = $"{env[headers].Value.Text},{key}" });
        }
        else
        {
            Add(Headers, key);
        }

        return resource with { Env = env };

        void Add(string name, string text)
        {
            if (!Has(resource, settings, name))
            {
                env.Add(new(name, new(text, $"{resource.Path}.env.{name}")));
            }
        }
    }

    private static bool Has(ManifestResource resource, ResourceSettings settings, string variable) => settings.Env.ContainsKey(variable) || resource.Env.Any(e => e.Key == variable);

    private static ManifestResource Dashboard() => new()
    {
        Name = ResourceName,
        Path = Origin,
        Kind = ResourceKind.Container,
        Type = "container.v0",
        Image = Image,
        Env =
        [
            Variable("DASHBOARD__FRONTEND__AUTHMODE", "BrowserToken"),
            Variable(TokenVariable, $"{{{TokenName}.value}}"),
            Variable("DASHBOARD__OTLP__AUTHMODE", "ApiKey"),
            Variable("DASHBOARD__OTLP__PRIMARYAPIKEY", $"{{{KeyName}.value}}"),
        ],
        Bindings =
        [
            new("http", Origin, "http", "tcp", "http", UiPort, UiPort, External: false) { Local = true },
            new("otlp-grpc", Origin, "http", "tcp", "http2", 18889, 18889, External: false),
            new("otlp-http", Origin, "http", "tcp", "http", 18890, 18890, External: false),
        ],
    };

    private static KeyValuePair<string, SourcedText> Variable(string name, string text) => new(name, new(text, Origin));

    private static ManifestResource Parameter(string name) => new()
    {
        Name = name,
        Path = Origin,
        Kind = ResourceKind.Parameter,
        Type = "parameter.v0",
        Value = new($"{{{name}.inputs.value}}", Origin),
        Inputs = [new("value", Origin, Secret: true, new(32, Lower: true, Upper: true, Numeric: true, Special: false, 0, 0, 0, 0), Default: null)],
    };
}
