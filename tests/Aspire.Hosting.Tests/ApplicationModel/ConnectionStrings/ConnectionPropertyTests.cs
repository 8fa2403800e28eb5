namespace Aspire.Hosting.Tests.ApplicationModel.ConnectionStrings;

public sealed class ConnectionPropertyTests
{
    private readonly DistributedApplicationBuilder _builder = Model.ToRun();

    [Fact]
    public async Task A_reference_gives_a_connection_string_and_nothing_else_unless_asked()
    {
        var program = _builder.AddExecutable("app", "app", ".").WithReference(_builder.AddResource(new Database("my-db")));

        Assert.Equal(new Dictionary<string, string> { ["ConnectionStrings__my-db"] = "Host=h" }, await program.Resource.GetEnvironmentVariableValuesAsync());
    }

    [Fact]
    public async Task The_parts_of_a_connection_come_under_plain_names_when_asked_for()
    {
        var database = _builder.AddResource(new Database("my-db")).WithConnectionProperty("Extra", "e").WithConnectionProperty("port", ReferenceExpression.Create($"2"));
        var program = _builder.AddExecutable("app", "app", ".").WithReference(database).WithReference(database, "other")
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionProperties);

        var expected = new Dictionary<string, string>
        {
            ["MY_DB_HOST"] = "h", ["MY_DB_PORT"] = "2", ["MY_DB_EXTRA"] = "e",
            ["OTHER_HOST"] = "h", ["OTHER_PORT"] = "2", ["OTHER_EXTRA"] = "e",
        };
        Assert.Equivalent(expected, await program.Resource.GetEnvironmentVariableValuesAsync(), strict: true);
    }

    [Fact]
    public async Task Endpoints_come_under_plain_names_when_asked_for()
    {
        var api = _builder.AddContainer("my-api", "api").WithHttpEndpoint().WithEndpoint("http", e => e.AllocatedEndpoint = new AllocatedEndpoint(e, "localhost", 5000));
        var program = _builder.AddExecutable("app", "app", ".").WithReference(api.GetEndpoint("http")).WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.All);

        var expected = new Dictionary<string, string> { ["services__my-api__http__0"] = "http://localhost:5000", ["MY_API_HTTP"] = "http://localhost:5000" };
        Assert.Equivalent(expected, await program.Resource.GetEnvironmentVariableValuesAsync(), strict: true);
    }

    [Fact]
    public void A_property_is_found_by_name_and_a_missing_one_is_named_with_the_others()
    {
        var database = _builder.AddResource(new Database("db"));

        Assert.Equal("h", database.Resource.GetConnectionProperty("host").ValueExpression);
        var exception = Assert.Throws<InvalidOperationException>(() => database.Resource.GetConnectionProperty("User"));
        Assert.Equal("Resource 'db' does not have a connection property 'User'. It has 'Host', 'Port'.", exception.Message);
    }

    private sealed class Database(string name) : Resource(name), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Host=h");

        public IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() =>
            [new("Host", ReferenceExpression.Create($"h")), new("Port", ReferenceExpression.Create($"1"))];
    }
}
