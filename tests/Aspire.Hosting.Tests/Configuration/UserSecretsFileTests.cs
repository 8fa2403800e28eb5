using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests.Configuration;

public sealed class UserSecretsFileTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly UserSecretsFile _secrets;

    public UserSecretsFileTests() => _secrets = new UserSecretsFile(Path.Combine(_folder.Path, "id", "secrets.json"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_value_is_made_once_and_kept_beside_the_others()
    {
        _folder.Write("id/secrets.json", """{ "Parameters:other": "kept", "Nested": { "Key": "also kept" } }""");

        Assert.Equal("first", _secrets.GetOrAdd("Parameters:p", () => "first", "app"));
        Assert.Equal("first", _secrets.GetOrAdd("Parameters:p", () => "second", "app"));
        Assert.Equal("kept", _secrets.Read("Parameters:other"));
        Assert.Equal("also kept", _secrets.Read("nested:key"));

        var file = JsonNode.Parse(File.ReadAllText(_secrets.Path))!.AsObject();
        Assert.Equal("first", (string?)file["Parameters:p"]);
    }

    [Fact]
    public async Task Many_at_once_agree_on_one_value()
    {
        var values = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => new UserSecretsFile(_secrets.Path).GetOrAdd("Parameters:p", () => $"{i}", "app"))));
        Assert.Single(values.Distinct());
    }

    [Fact]
    public async Task Many_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => new UserSecretsFile(_secrets.Path).GetOrAdd($"Parameters:p{i}", () => $"{i}", "app"))));
        Assert.All(Enumerable.Range(0, 16), i => Assert.Equal($"{i}", _secrets.Read($"Parameters:p{i}")));
    }

    [Fact]
    public void A_broken_file_is_left_alone_and_the_value_still_usable()
    {
        _folder.Write("id/secrets.json", "{ this is not JSON");

        Assert.Equal("made", _secrets.GetOrAdd("Parameters:p", () => "made", "app"));
        Assert.Equal("{ this is not JSON", File.ReadAllText(_secrets.Path));
    }

    [Fact]
    public void Only_the_owner_may_read_the_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _secrets.Set("a", "b");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_secrets.Path));
    }
}
