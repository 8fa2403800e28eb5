using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;
using Tests.Shared;

namespace Aspire.Hosting.NodeJs.Tests;

public sealed class PackageManagerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("package-lock.json", "npm")]
    [InlineData("yarn.lock", "yarn")]
    [InlineData("pnpm-lock.yaml", "pnpm")]
    [InlineData("README.md", "npm")]
    public void The_lock_file_tells_the_package_manager(string file, string expected)
    {
        _folder.Write(file, "");

        Assert.Equal(expected, PackageManager.Of(new NodeAppResource("app", "npm", _folder.Path)).Command);
    }

    [Fact]
    public void The_one_asked_for_wins_over_the_lock_file()
    {
        _folder.Write("package-lock.json", "{}");
        var app = DistributedApplication.CreateBuilder().AddJavaScriptApp("app", _folder.Path).WithPnpm();

        Assert.Equal("pnpm", app.Resource.Command);
    }

    [Fact]
    public async Task Vite_is_told_its_port_in_the_way_the_package_manager_passes_it_on()
    {
        var builder = DistributedApplication.CreateBuilder();
        var withNpm = builder.AddViteApp("one", _folder.Path);
        var withPnpm = builder.AddViteApp("two", _folder.Path).WithPnpm();

        Assert.Equal(["run", "dev", "--", "--port"], await ArgumentsAsync(withNpm.Resource));
        Assert.Equal(["run", "dev", "--port"], await ArgumentsAsync(withPnpm.Resource));
    }

    [Fact]
    public async Task A_run_script_named_later_is_the_one_that_runs()
    {
        var app = DistributedApplication.CreateBuilder().AddJavaScriptApp("app", _folder.Path).WithRunScript("serve", ["--open"]);

        Assert.Equal(["run", "serve", "--", "--open"], await ArgumentsAsync(app.Resource));
    }

    private static async Task<string[]> ArgumentsAsync(IResource resource)
    {
        var args = new List<object>();
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(new CommandLineArgsCallbackContext(args, resource));
        }

        // What is not text is a value that is known only when the program starts.
        return [.. args.OfType<string>()];
    }
}
