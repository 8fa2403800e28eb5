using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The endpoints a project has without anybody declaring them: from its Kestrel settings, else from its launch profile.</summary>
internal static class ProjectEndpoints
{
    public static void Add(IResourceBuilder<ProjectResource> builder, KestrelEndpoints kestrel, LaunchProfile? profile)
    {
        foreach (var endpoint in kestrel.Endpoints)
        {
            AddConfigured(builder, endpoint, kestrel.DefaultsToHttp2);
        }

        var published = builder.ApplicationBuilder.ExecutionContext.IsPublishMode;
        if (kestrel.Endpoints.Count > 0)
        {
            if (published)
            {
                AddDefaults(builder, kestrel, targetPort: kestrel.Endpoints[0].Address.Port);
            }
        }
        else if (profile?.ApplicationUrl is { Length: > 0 } urls)
        {
            if (published)
            {
                AddDefaults(builder, kestrel, targetPort: null);
            }
            else
            {
                AddFromProfile(builder, urls, kestrel.DefaultsToHttp2);
            }
        }
    }

    private static void AddConfigured(IResourceBuilder<ProjectResource> builder, KestrelEndpoint configured, bool defaultsToHttp2)
    {
        builder.WithEndpoint(configured.Name, endpoint =>
        {
            // A deployment chooses the port that others connect to; the settings only say where the project listens.
            if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
            {
                endpoint.TargetPort = configured.Address.Port;
            }
            else
            {
                endpoint.Port = configured.Address.Port;
            }

            endpoint.UriScheme = configured.Address.Scheme;
            SetTransport(endpoint, configured.Http2 ?? defaultsToHttp2);
            builder.Resource.KestrelEndpointAnnotationHosts[endpoint] = configured.Address.Host;
            if (configured.ConfiguredName != configured.Name)
            {
                builder.Resource.RenamedKestrelEndpoints.Add(configured.ConfiguredName);
            }
        });
    }

    private static void AddDefaults(IResourceBuilder<ProjectResource> builder, KestrelEndpoints kestrel, int? targetPort)
    {
        foreach (var scheme in new[] { "http", "https" })
        {
            if (kestrel.Endpoints.Any(endpoint => endpoint.Address.Scheme == scheme))
            {
                continue;
            }

            builder.WithEndpoint(scheme, endpoint =>
            {
                endpoint.UriScheme = scheme;
                endpoint.TargetPort = targetPort;
                SetTransport(endpoint, kestrel.DefaultsToHttp2);
                if (scheme == "https")
                {
                    builder.Resource.DefaultHttpsEndpoint = endpoint;
                }
            });
        }
    }

    private static void AddFromProfile(IResourceBuilder<ProjectResource> builder, string urls, bool defaultsToHttp2)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = ListenAddress.Parse(url);
            var count = seen[address.Scheme] = seen.GetValueOrDefault(address.Scheme) + 1;

            builder.WithEndpoint(count == 1 ? address.Scheme : $"{address.Scheme}{count}", endpoint =>
            {
                endpoint.Port = address.Port;
                endpoint.TargetHost = address.Host;
                endpoint.UriScheme = address.Scheme;
                endpoint.FromLaunchProfile = true;
                SetTransport(endpoint, defaultsToHttp2);
            });
        }
    }

    private static void SetTransport(EndpointAnnotation endpoint, bool http2) => endpoint.Transport = http2 ? "http2" : "http";
}
