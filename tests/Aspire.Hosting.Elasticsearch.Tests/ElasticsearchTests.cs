using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Tests.Shared;

namespace Aspire.Hosting.Elasticsearch.Tests;

public sealed class ElasticsearchTests
{
    [Fact]
    public async Task The_manifest_is_the_one_of_the_original_package()
    {
        var resources = await PublishedManifest.OfAsync(builder => builder.AddElasticsearch("elasticsearch"));

        var expected = JsonNode.Parse("""
            {
              "elasticsearch": {
                "type": "container.v0",
                "connectionString": "http://elastic:{elasticsearch-password.value}@{elasticsearch.bindings.http.host}:{elasticsearch.bindings.http.port}",
                "image": "docker.io/library/elasticsearch:8.17.3",
                "env": {
                  "discovery.type": "single-node",
                  "xpack.security.enabled": "true",
                  "ELASTIC_PASSWORD": "{elasticsearch-password.value}"
                },
                "bindings": {
                  "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 9200 },
                  "internal": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 9300 }
                }
              },
              "elasticsearch-password": {
                "type": "parameter.v0",
                "value": "{elasticsearch-password.inputs.value}",
                "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 22 } } } }
              }
            }
            """)!;

        Assert.Equal(expected.ToJsonString(), resources.ToJsonString());
    }

    [Fact]
    public void A_port_is_given_to_the_rest_api_alone()
    {
        var search = DistributedApplication.CreateBuilder().AddElasticsearch("search", port: 9200);

        var endpoints = search.Resource.Annotations.OfType<EndpointAnnotation>().ToDictionary(endpoint => endpoint.Name);
        Assert.Equal(9200, endpoints["http"].Port);
        Assert.Null(endpoints["internal"].Port);
        Assert.Equal(9300, endpoints["internal"].TargetPort);
    }

    [Fact]
    public async Task The_connection_string_has_user_password_and_address()
    {
        var builder = DistributedApplication.CreateBuilder();
        var search = builder.AddElasticsearch("search", builder.AddParameter("pass", "s3cret", secret: true))
            .WithEndpoint("http", endpoint => endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 27020));

        Assert.Equal("http://elastic:s3cret@localhost:27020", await search.Resource.ConnectionStringExpression.GetValueAsync(default));
    }

    [Fact]
    public void Data_is_kept_in_a_volume_or_in_a_directory()
    {
        var builder = DistributedApplication.CreateBuilder();
        var volume = Assert.Single(builder.AddElasticsearch("one").WithDataVolume("data").Resource.Annotations.OfType<ContainerMountAnnotation>());
        var bind = Assert.Single(builder.AddElasticsearch("two").WithDataBindMount("/srv/data").Resource.Annotations.OfType<ContainerMountAnnotation>());

        Assert.Equal(("data", "/usr/share/elasticsearch/data", ContainerMountType.Volume), (volume.Source, volume.Target, volume.Type));
        Assert.Equal(("/srv/data", "/usr/share/elasticsearch/data", ContainerMountType.BindMount), (bind.Source, bind.Target, bind.Type));
    }

    [Fact]
    public async Task Its_health_check_is_registered_and_says_that_there_is_no_address_yet()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        var search = builder.AddElasticsearch("search");
        await using var application = builder.Build();
        var registration = application.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Single(check => check.Name == "search_check");

        var result = await registration.Factory(application.Services).CheckHealthAsync(new HealthCheckContext { Registration = registration });

        Assert.Equal("search_check", Assert.Single(search.Resource.Annotations.OfType<HealthCheckAnnotation>()).Key);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("no address yet", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kibana_gets_a_user_of_its_own_by_a_step_before_it()
    {
        var resources = await PublishedManifest.OfAsync(builder => builder.AddElasticsearch("search").WithKibana(port: 9090));

        Assert.Equal(["search", "kibana-setup", "kibana", "search-password", "kibana-password"], resources.Select(resource => resource.Key));
        Assert.Equal("docker.io/library/kibana:8.17.3", resources["kibana"]!["image"]!.GetValue<string>());
        Assert.Equal("kibana_system", resources["kibana"]!["env"]!["ELASTICSEARCH_USERNAME"]!.GetValue<string>());
        Assert.Equal("{search.bindings.http.url}", resources["kibana"]!["env"]!["ELASTICSEARCH_HOSTS"]!.GetValue<string>());
        Assert.Equal(9090, resources["kibana"]!["bindings"]!["http"]!["port"]!.GetValue<int>());
        Assert.Equal("/bin/bash", resources["kibana-setup"]!["entrypoint"]!.GetValue<string>());
    }
}
