using Microsoft.AspNetCore.Http;
using ServiceDefaults.Http;

namespace ServiceDefaults.Tests.Http;

public sealed class EntityTagsTests
{
    [Theory]
    [InlineData("\"3\"", true)]
    [InlineData("\"2\"", false)]
    [InlineData("\"2\", \"3\"", true)]
    [InlineData("*", true)]
    [InlineData("W/\"3\"", false)]
    [InlineData("3", false)]
    [InlineData("\"03\"", false)]
    [InlineData("rubbish\"", false)]
    public void If_match_allows_exactly_the_versions_it_names(string header, bool allows)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.IfMatch = header;

        var condition = EntityTags.IfMatch(context.Request);

        Assert.True(condition.IsGiven);
        Assert.Equal(allows, condition.Allows(3));
    }

    [Fact]
    public void Without_the_header_every_version_is_allowed_and_it_says_that_it_was_not_given()
    {
        var condition = EntityTags.IfMatch(new DefaultHttpContext().Request);

        Assert.False(condition.IsGiven);
        Assert.True(condition.Allows(3));
    }

    [Theory]
    [InlineData("\"3\"", true)]
    [InlineData("W/\"3\"", true)]
    [InlineData("\"4\"", false)]
    [InlineData("*", true)]
    public void If_none_match_compares_weakly(string header, bool known)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.IfNoneMatch = header;

        Assert.Equal(known, EntityTags.IsKnown(context.Request, 3));
    }
}
