using System.Collections;
using Aspire.Hosting.Orchestration.Launching;

namespace Aspire.Hosting.Tests.Orchestration.Launching;

public sealed class InheritedEnvironmentTests
{
    [Fact]
    public void A_child_inherits_everything_but_how_the_AppHost_itself_runs()
    {
        var inherited = InheritedEnvironment.From(new Hashtable
        {
            ["PATH"] = "/bin",
            ["EMPTY"] = "",
            ["ASPNETCORE_URLS"] = "http://localhost:1",
            ["DOTNET_LAUNCH_PROFILE"] = "http",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
        });

        Assert.Equal(["EMPTY", "PATH"], inherited.Keys.Order());
    }

    [Fact]
    public void Where_a_proxy_is_set_the_loopback_names_bypass_it()
    {
        var environment = new Dictionary<string, string> { ["HTTP_PROXY"] = "http://127.0.0.1:9", ["no_proxy"] = "corp.example,localhost" };

        InheritedEnvironment.BypassProxyForLoopback(environment);

        Assert.Equal("corp.example,localhost,127.0.0.1,::1,[::1],.localhost", environment["NO_PROXY"]);
        Assert.Equal(environment["NO_PROXY"], environment["no_proxy"]);
    }

    [Fact]
    public void Without_a_proxy_nothing_is_added()
    {
        var environment = new Dictionary<string, string> { ["HTTP_PROXY"] = "" };

        InheritedEnvironment.BypassProxyForLoopback(environment);

        Assert.Equal(["HTTP_PROXY"], environment.Keys);
    }

    [Theory]
    [InlineData(null, new string[0])]
    [InlineData("", new string[0])]
    [InlineData("  a  b ", new[] { "a", "b" })]
    [InlineData("--name \"two words\" x", new[] { "--name", "two words", "x" })]
    [InlineData("\"\"", new[] { "" })]
    [InlineData("--x=\"a b\"c", new[] { "--x=a bc" })]
    [InlineData("say \\\"hi\\\"", new[] { "say", "\"hi\"" })]
    [InlineData("C:\\dir\\file", new[] { "C:\\dir\\file" })]
    public void Command_lines_of_launch_profiles_are_split(string? line, string[] expected) => Assert.Equal(expected, CommandLine.Split(line));
}

public sealed class ShellSafeNamesTests
{
    [Theory]
    [InlineData("services__my-api__http__0", "MY_API_HTTP")]
    [InlineData("services__api__my-endpoint__0", "API_MY_ENDPOINT")]
    [InlineData("services__2nd__http__0", "_2ND_HTTP")]
    [InlineData("SERVICE__x__http__0", null)]
    [InlineData("ConnectionStrings__my-db", null)]
    public void Addresses_of_services_have_a_name_that_shells_take(string name, string? safe) =>
        Assert.Equal(safe, ShellSafeNames.For([KeyValuePair.Create(name, "http://localhost:1")]).Select(v => v.Key).SingleOrDefault());
}
