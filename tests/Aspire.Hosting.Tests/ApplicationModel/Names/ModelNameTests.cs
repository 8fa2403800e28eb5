namespace Aspire.Hosting.Tests.ApplicationModel.Names;

public class ModelNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("my-resource")]
    [InlineData("A1-b2")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-1234567890")]
    public void Letters_digits_and_single_hyphens_make_a_name(string name)
        => Assert.True(ModelName.IsValidName("Resource", name));

    [Theory]
    [InlineData("", "Resource name '' is invalid. Name must be between 1 and 64 characters long.")]
    [InlineData("my_resource", "Resource name 'my_resource' is invalid. Name must contain only ASCII letters, digits, and hyphens.")]
    [InlineData("näme", "Resource name 'näme' is invalid. Name must contain only ASCII letters, digits, and hyphens.")]
    [InlineData("1st", "Resource name '1st' is invalid. Name must start with an ASCII letter.")]
    [InlineData("-a", "Resource name '-a' is invalid. Name must start with an ASCII letter.")]
    [InlineData("a-", "Resource name 'a-' is invalid. Name cannot end with a hyphen.")]
    [InlineData("a--b", "Resource name 'a--b' is invalid. Name cannot contain consecutive hyphens.")]
    public void A_bad_name_is_refused_with_the_rule_it_breaks(string name, string message)
    {
        Assert.False(ModelName.TryValidateName("Resource", name, out var actual));
        Assert.Equal(message, actual);
    }

    [Fact]
    public void Sixty_five_characters_are_too_many()
        => Assert.Throws<ArgumentException>("name", () => ModelName.ValidateName("Resource", new string('a', 65)));

    [Fact]
    public void A_resource_with_a_bad_name_cannot_be_made()
    {
        var refused = Assert.Throws<ArgumentException>(() => new ParameterResource("a b", _ => ""));
        Assert.Contains("'a b'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_with_a_bad_name_cannot_be_made()
        => Assert.Throws<ArgumentException>(() => new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, name: "a_b"));
}
