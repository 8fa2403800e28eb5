using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private const string CommandClientName = "Aspire.Hosting.Commands";

    /// <summary>Adds a command that sends a request (POST unless options say otherwise) to <paramref name="path"/> of the endpoint named, or else of https, then http.</summary>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder, string path, string displayName, [EndpointName] string? endpointName = null, string? commandName = null, HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        var selector = endpointName is null ? commandOptions?.EndpointSelector : null;
        return builder.WithHttpCommand(path, displayName, selector ?? EndpointSelection.ByName(builder, endpointName, "command"), commandName, commandOptions);
    }

    /// <summary>Adds a command that sends a request (POST unless options say otherwise) to <paramref name="path"/> of the endpoint selected.</summary>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder, string path, string displayName, Func<EndpointReference>? endpointSelector, string? commandName = null, HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(displayName);

        var options = commandOptions ?? HttpCommandOptions.Default;
        var method = options.Method ?? HttpMethod.Post;
        endpointSelector ??= options.EndpointSelector ?? EndpointSelection.ByName(builder, endpointName: null, "command");
        // Chosen here, where a mistake has a line in the AppHost; two commands for one path of one endpoint are one command.
        var endpoint = EndpointSelection.SelectHttp(endpointSelector, builder.Resource, "command");
        commandName ??= $"{endpoint.Resource.Name}-{endpoint.EndpointName}-http-{method.Method.ToLowerInvariant()}-{path}";
        // What is on this machine is not asked for by way of a proxy.
        builder.ApplicationBuilder.Services.AddHttpClient(CommandClientName).ConfigurePrimaryHttpMessageHandler(LoopbackHttp.CreateHandler);

        // A copy: the caller may use one options object for several commands.
        return builder.WithCommand(commandName, displayName, context => SendAsync(context, endpoint, method, path, options), new CommandOptions
        {
            Description = options.Description,
            Parameter = options.Parameter,
            ConfirmationMessage = options.ConfirmationMessage,
            IconName = options.IconName,
            IconVariant = options.IconVariant,
            IsHighlighted = options.IsHighlighted,
            UpdateState = options.UpdateState ?? (context => context.ResourceSnapshot.HealthStatus == HealthStatus.Healthy ? ResourceCommandState.Enabled : ResourceCommandState.Disabled),
        });
    }

    private static async Task<ExecuteCommandResult> SendAsync(ExecuteCommandContext context, EndpointReference endpoint, HttpMethod method, string path, HttpCommandOptions options)
    {
        if (!endpoint.IsAllocated)
        {
            return CommandResults.Failure("Endpoints are not yet allocated.");
        }

        var client = context.ServiceProvider.GetRequiredService<IHttpClientFactory>().CreateClient(options.HttpClientName ?? CommandClientName);
        using var request = new HttpRequestMessage(method, new Uri(new Uri(endpoint.Url), path));
        if (options.PrepareRequest is { } prepare)
        {
            await prepare(new HttpCommandRequestContext
            {
                ServiceProvider = context.ServiceProvider,
                ResourceName = context.ResourceName,
                Endpoint = endpoint,
                CancellationToken = context.CancellationToken,
                HttpClient = client,
                Request = request,
            }).ConfigureAwait(false);
        }

        try
        {
            using var response = await client.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
            if (options.GetCommandResult is { } toResult)
            {
                return await toResult(new HttpCommandResultContext
                {
                    ServiceProvider = context.ServiceProvider,
                    ResourceName = context.ResourceName,
                    Endpoint = endpoint,
                    CancellationToken = context.CancellationToken,
                    HttpClient = client,
                    Response = response,
                }).ConfigureAwait(false);
            }

            return response.IsSuccessStatusCode ? CommandResults.Success() : CommandResults.Failure($"Request failed with status code {response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            return CommandResults.Failure(exception);
        }
    }
}
