using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Terminal;

/// <summary>Adds the console of an application that runs.</summary>
internal static class TerminalServiceCollectionExtensions
{
    /// <summary>Call before the orchestration is added: hosted services start in order, and its first words are to be seen.</summary>
    public static IServiceCollection AddTerminal(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => ScreenChoice.Choose(provider.GetRequiredService<IConfiguration>()[ScreenChoice.Key], provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ConsoleFeed>();
        services.AddHostedService<InterruptHandler>();
        ReplaceConsoleLogger(services);
        return services;
    }

    // The framework's console logger writes from a thread of its own, across the table. Loggers that the AppHost added itself stay.
    private static void ReplaceConsoleLogger(IServiceCollection services)
    {
        var original = services.FirstOrDefault(service => service.ServiceType == typeof(ILoggerProvider) && service.ImplementationType == typeof(Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider));
        if (original is not null)
        {
            services.Remove(original);
            services.AddSingleton<ILoggerProvider>(provider => new ConsoleLoggerProvider(provider.GetRequiredService<ConsoleVoice>()));
        }
    }
}
