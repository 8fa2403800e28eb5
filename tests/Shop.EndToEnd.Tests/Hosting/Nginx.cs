namespace Shop.EndToEnd.Tests.Hosting;

/// <summary>Whether this machine has nginx, where edge/start.sh looks for it.</summary>
internal static class Nginx
{
    public static bool IsInstalled { get; } = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin"
        .Split(':', StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, "nginx")));
}
