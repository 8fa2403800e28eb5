using System.Text;

namespace Aspire.Hosting.Tests.ApplicationModel.Projects;

public sealed class LaunchSettingsFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("launch-settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_profile_is_read_whole_whatever_else_the_file_holds()
    {
        var settings = Read(
            """
            {
              // written by an editor
              "$schema": "https://json.schemastore.org/launchsettings.json",
              "iisSettings": { "windowsAuthentication": false },
              "profiles": {
                "https": {
                  "commandName": "Project",
                  "commandLineArgs": "--seed 5",
                  "dotnetRunMessages": true,
                  "launchBrowser": false,
                  "launchUrl": "swagger",
                  "applicationUrl": "https://localhost:7001;http://localhost:5001",
                  "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development", "GREETING": "你好" },
                },
                "tool": { "commandName": "Executable", "executablePath": "tool", "environmentVariables": null, "unknown": [1, 2] }
              }
            }
            """);

        Assert.NotNull(settings);
        Assert.Equal(["https", "tool"], settings.Profiles.Keys);
        var https = settings.Profiles["https"];
        Assert.Equal("Project", https.CommandName);
        Assert.Equal("--seed 5", https.CommandLineArgs);
        Assert.True(https.DotnetRunMessages);
        Assert.False(https.LaunchBrowser);
        Assert.Equal("swagger", https.LaunchUrl);
        Assert.Equal("https://localhost:7001;http://localhost:5001", https.ApplicationUrl);
        Assert.Equal("Development", https.EnvironmentVariables["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("你好", https.EnvironmentVariables["GREETING"]);
        Assert.Equal("tool", settings.Profiles["tool"].ExecutablePath);
        Assert.Null(settings.Profiles["tool"].LaunchBrowser);
        Assert.Empty(settings.Profiles["tool"].EnvironmentVariables);
    }

    [Fact]
    public void A_byte_order_mark_is_no_mistake() =>
        Assert.Contains("http", Read("""{ "profiles": { "http": { "commandName": "Project" } } }""", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true))!.Profiles.Keys);

    [Theory]
    [InlineData("{ \"profiles\": ")]
    [InlineData("[]")]
    [InlineData("{ \"profiles\": [] }")]
    [InlineData("{ \"profiles\": { \"http\": 5 } }")]
    [InlineData("{ \"profiles\": { \"http\": { \"applicationUrl\": 5 } } }")]
    [InlineData("{ \"profiles\": { \"http\": { \"launchBrowser\": \"yes\" } } }")]
    [InlineData("{ \"profiles\": { \"http\": { \"environmentVariables\": { \"A\": {} } } } }")]
    public void A_file_of_another_shape_is_refused_by_its_path(string text)
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => Read(text));

        Assert.Contains(Path.Combine(_folder.FullName, "Properties", "launchSettings.json"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_the_file_has_no_profiles() => Assert.Null(LaunchSettingsFile.Read(new Project(Path.Combine(_folder.FullName, "App.csproj"))));

    private LaunchSettings? Read(string text, Encoding? encoding = null)
    {
        var properties = _folder.CreateSubdirectory("Properties");
        File.WriteAllText(Path.Combine(properties.FullName, "launchSettings.json"), text, encoding ?? new UTF8Encoding(false));
        return LaunchSettingsFile.Read(new Project(Path.Combine(_folder.FullName, "App.csproj")));
    }

    private sealed record Project(string ProjectPath) : IProjectMetadata;
}
