namespace Aspire.Hosting.Tests.ApplicationModel.References;

public sealed class UriEncodedValueTests
{
    [Fact]
    public async Task A_value_in_the_format_uri_is_encoded_when_it_is_known()
    {
        var password = Model.ToRun().AddParameter("password", "a b/c", secret: true);
        var expression = ReferenceExpression.Create($"x:{password:uri}@{"h h":uri}/{password}");

        Assert.Equal("x:a%20b%2Fc@h%20h/a b/c", await expression.GetValueAsync(default));
    }

    [Fact]
    public async Task A_program_gets_it_encoded_and_it_stays_secret()
    {
        var builder = Model.ToRun();
        var password = builder.AddParameter("password", "a/b", secret: true);
        var url = new ReferenceExpressionBuilder();
        url.Append($"x:{password:uri}");
        var program = builder.AddExecutable("app", "app", ".").WithEnvironment("URL", url.Build()).WithArgs(url.Build());

        var secret = false;
        await program.Resource.ProcessArgumentValuesAsync(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run), (_, _, _, isSecret) => secret = isSecret, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

        Assert.True(secret);
        Assert.Equal("x:a%2Fb", (await program.Resource.GetEnvironmentVariableValuesAsync())["URL"]);
    }

    [Fact]
    public async Task A_manifest_names_the_encoded_parameter_and_says_how_it_is_made()
    {
        var builder = Model.ToPublish();
        var password = builder.AddParameter("password", secret: true);
        builder.AddContainer("api", "api").WithEnvironment("URL", $"x:{password:uri}@");

        var resources = (await Model.ManifestOf(builder.Resources))["resources"]!;
        Assert.Equal("x:{password-uri-encoded.value}@", (string?)resources["api"]!["env"]!["URL"]);
        resources["password-uri-encoded"]!.ShouldBe("""{ "type": "annotated.string", "value": "{password.value}", "filter": "uri" }""");
    }

    [Fact]
    public void Another_format_is_refused()
    {
        var password = Model.ToRun().AddParameter("password", "x");

        Assert.Equal("The format 'json' is not supported. A value can be written as 'uri', which encodes it for a URI.", Assert.Throws<FormatException>(() => ReferenceExpression.Create($"{password:json}")).Message);
    }
}
