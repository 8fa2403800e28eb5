namespace Aspire.Hosting.Tests.ApplicationModel.References;

public class ReferenceExpressionTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("{x}")]
    [InlineData("{{x}}")]
    [InlineData("{x")]
    [InlineData("x}")]
    [InlineData("{0}")]
    public async Task A_string_in_a_hole_is_literal_whatever_it_looks_like(string text)
    {
        var expression = ReferenceExpression.Create($"{text}");

        Assert.Equal(text, expression.ValueExpression);
        Assert.Equal(text, await expression.GetValueAsync(CancellationToken.None));
        Assert.Empty(expression.ValueProviders);
    }

    [Fact]
    public async Task Holes_hold_expressions_in_the_manifest_and_values_at_run_time()
    {
        var host = new Value("db.example", "{db.host}");
        var port = new Value("5432", "{db.port}");

        var expression = ReferenceExpression.Create($"Host={host};Port={port};Options={{a}}");

        Assert.Equal("Host={0};Port={1};Options={{a}}", expression.Format);
        Assert.Equal("Host={db.host};Port={db.port};Options={a}", expression.ValueExpression);
        Assert.Equal("Host=db.example;Port=5432;Options={a}", await expression.GetValueAsync(CancellationToken.None));
        Assert.Equal(["{db.host}", "{db.port}"], expression.ManifestExpressions);
        Assert.Equal([host, port], ((IValueWithReferences)expression).References);
    }

    [Fact]
    public async Task A_resource_builder_in_a_hole_stands_for_its_resource()
    {
        var builder = Model.ToRun();
        var parameter = builder.AddParameter("name", "value");

        var expression = ReferenceExpression.Create($"<{parameter}>");

        Assert.Equal("<{name.value}>", expression.ValueExpression);
        Assert.Equal("<value>", await expression.GetValueAsync(CancellationToken.None));
        Assert.Same(parameter.Resource, Assert.Single(expression.ValueProviders));
    }

    [Fact]
    public async Task Expressions_nest()
    {
        var inner = ReferenceExpression.Create($"user={new Value("me", "{user.value}")}");
        var outer = ReferenceExpression.Create($"{inner};host={new Value("there", "{host.value}")}");

        Assert.Equal("user={user.value};host={host.value}", outer.ValueExpression);
        Assert.Equal("user=me;host=there", await outer.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task An_empty_expression_has_no_value()
        => Assert.Null(await ReferenceExpression.Create($"").GetValueAsync(CancellationToken.None));

    [Fact]
    public async Task A_value_that_is_null_leaves_its_hole_empty()
        => Assert.Equal("a=", await ReferenceExpression.Create($"a={new Value(null, "{x}")}").GetValueAsync(CancellationToken.None));

    [Fact]
    public async Task A_builder_appends_literals_strings_and_values()
    {
        var builder = new ReferenceExpressionBuilder();
        Assert.True(builder.IsEmpty);

        builder.AppendLiteral("a={b}");
        builder.Append($";host={new Value("h", "{x.host}")};{"text"}");
        builder.AppendFormatted((string?)null);

        Assert.False(builder.IsEmpty);
        var expression = builder.Build();
        Assert.Equal("a={b};host={x.host};text", expression.ValueExpression);
        Assert.Equal("a={b};host=h;text", await expression.GetValueAsync(CancellationToken.None));
    }

    private sealed record Value(string? Text, string ValueExpression) : IValueProvider, IManifestExpressionProvider
    {
        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Text);
    }
}
