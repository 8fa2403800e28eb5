using System.Text;
using ServiceDefaults.Search;

namespace ServiceDefaults.Tests.Search;

public sealed class SearchConnectionTests
{
    [Theory]
    [InlineData("http://localhost:9200", "http://localhost:9200/", null)]
    [InlineData("http://elastic:secret@search:9200", "http://search:9200/", "elastic:secret")]
    [InlineData("https://u:p%40ss%3Aword@h/", "https://h/", "u:p@ss:word")]
    [InlineData("http://u:a:b@h:1/base", "http://h:1/base/", "u:a:b")]
    [InlineData(" http://h:1 ", "http://h:1/", null)]
    public void Address_and_credentials_are_read(string text, string address, string? credentials)
    {
        var connection = SearchConnection.Parse(text);

        Assert.Equal(address, connection.Address.ToString());
        Assert.Equal(credentials, connection.Authorization is { } header ? Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)) : null);
    }

    [Fact]
    public void A_missing_connection_string_is_named_with_its_key_and_its_environment_variable()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => SearchConnection.Parse(null));

        Assert.Contains("ConnectionStrings:search", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__search", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=h;Password=hunter2")]
    [InlineData("ftp://u:hunter2@h")]
    [InlineData("http://u:hunter2@:x")]
    public void A_bad_connection_string_is_refused_without_showing_it(string text)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => SearchConnection.Parse(text));

        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }
}
