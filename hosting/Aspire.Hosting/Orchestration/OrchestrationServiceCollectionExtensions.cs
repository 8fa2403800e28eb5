using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>What run mode needs.</summary>
internal static class OrchestrationServiceCollectionExtensions
{
    /// <summary>Adds the engine that starts the model's resources and keeps them running.</summary>
    internal static IServiceCollection AddOrchestration(this IServiceCollection services) => services;
}
