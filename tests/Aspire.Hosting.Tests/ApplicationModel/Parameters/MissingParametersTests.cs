namespace Aspire.Hosting.Tests.ApplicationModel.Parameters;

public class MissingParametersTests
{
    [Fact]
    public async Task Missing_parameters_are_all_listed_at_once_with_every_way_to_set_them()
    {
        var builder = Model.ToRun("--Parameters:given=1");
        builder.AddParameter("given");
        builder.AddParameter("api-key", secret: true).WithDescription("The key of the shop.");
        builder.AddParameter("region");
        builder.AddParameter("constant", "x");
        builder.AddConnectionString("orders");
        await using var app = builder.Build();

        var refused = await Assert.ThrowsAsync<MissingParameterValueException>(() => app.StartAsync());

        Assert.StartsWith("3 parameters have no value", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'api-key' (secret): The key of the shop.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Parameters:api-key", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Parameters__api_key", refused.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet user-secrets set \"Parameters:api-key\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Parameters__region", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__orders", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'given'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'constant'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_that_everybody_can_do_without_may_be_missing()
    {
        var builder = Model.ToRun();
        var orders = builder.AddConnectionString("orders");
        builder.AddExecutable("one", "true", ".").WithReference(orders, optional: true);
        builder.AddExecutable("two", "true", ".").WithReference(orders, optional: true);
        var model = new DistributedApplicationModel(builder.Resources);

        MissingParameters.Refuse(model, ".");

        builder.AddExecutable("three", "true", ".").WithReference(orders);
        Assert.Throws<MissingParameterValueException>(() => MissingParameters.Refuse(model, "."));
    }

    [Fact]
    public async Task An_optional_connection_string_that_is_missing_sets_no_variable()
    {
        var builder = Model.ToRun();
        var one = builder.AddExecutable("one", "true", ".").WithReference(builder.AddConnectionString("orders"), optional: true);

        var variables = await one.Resource.GetEnvironmentVariableValuesAsync();

        Assert.DoesNotContain("ConnectionStrings__orders", variables.Keys);
    }

    [Fact]
    public async Task The_variable_the_message_names_is_one_that_is_read()
    {
        var builder = Model.ToRun("--Parameters:api_key=from-underscore");
        var parameter = builder.AddParameter("api-key");
        Assert.Equal("from-underscore", await parameter.Resource.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_exact_key_goes_first()
    {
        var builder = Model.ToRun("--Parameters:api_key=second", "--Parameters:api-key=first");
        Assert.Equal("first", await builder.AddParameter("api-key").Resource.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Configuration_does_not_override_a_constant()
    {
        var builder = Model.ToRun("--Parameters:p=configured");
        Assert.Equal("constant", await builder.AddParameter("p", "constant").Resource.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task One_missing_parameter_fails_with_its_key()
    {
        var parameter = Model.ToRun().AddParameter("p");
        var refused = await Assert.ThrowsAsync<MissingParameterValueException>(async () => await parameter.Resource.GetValueAsync(CancellationToken.None));
        Assert.Equal("Parameter resource could not be used because configuration key 'Parameters:p' is missing and the Parameter has no default value.", refused.Message);
    }

    [Fact]
    public void A_secret_cannot_be_published_as_a_default()
        => Assert.Throws<ArgumentException>(() => Model.ToRun().AddParameter("p", "v", publishValueAsDefault: true, secret: true));

    [Fact]
    public async Task Publishing_asks_for_no_parameter()
    {
        using var folder = new TestFolder();
        var builder = Model.ToPublish("--output-path", folder.Path);
        builder.AddParameter("missing");
        await using var app = builder.Build();

        await app.RunAsync().WaitAsync(Model.Patience);

        Assert.True(File.Exists(Path.Combine(folder.Path, "aspire-manifest.json")));
    }
}
