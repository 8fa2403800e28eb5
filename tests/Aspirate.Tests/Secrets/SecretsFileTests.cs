using Aspirate.Cli;
using Aspirate.Manifest;
using Aspirate.Problems;
using Aspirate.Secrets;
using FsCheck;
using FsCheck.Xunit;

namespace Aspirate.Tests.Secrets;

public sealed class SecretsFileTests
{
    private const int Few = 1000;

    [Fact]
    public void Values_come_back_with_the_password_and_do_not_stand_in_the_file()
    {
        using var workspace = new Workspace();
        var file = SecretsFile.Open(workspace.Folder, "correct horse", iterations: Few);
        file.Set("db", "planted-value");
        file.Save();

        Assert.DoesNotContain("planted-value", workspace.Read(SecretsFile.FileName), StringComparison.Ordinal);
        Assert.Equal("planted-value", SecretsFile.Open(workspace.Folder, "correct horse").Find("db"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(workspace.At(SecretsFile.FileName)));
        }
    }

    [Fact]
    public void A_wrong_password_says_so()
    {
        using var workspace = new Workspace();
        var file = SecretsFile.Open(workspace.Folder, "right", iterations: Few);
        file.Set("db", "value");
        file.Save();

        var failure = Assert.Throws<CommandFailedException>(() => SecretsFile.Open(workspace.Folder, "wrong"));
        Assert.Equal(ExitCode.SecretsLocked, failure.ExitCode);
        Assert.Contains("password does not open", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SecretsLocked, Assert.Throws<CommandFailedException>(() => SecretsFile.Open(workspace.Folder, null)).ExitCode);
    }

    [Fact]
    public void Values_that_were_swapped_or_changed_are_noticed()
    {
        using var workspace = new Workspace();
        var file = SecretsFile.Open(workspace.Folder, "pw", iterations: Few);
        file.Set("a", "1");
        file.Set("b", "2");
        file.Save();
        var text = workspace.Read(SecretsFile.FileName);
        workspace.Write(SecretsFile.FileName, text.Replace("\"a\":", "\"x\":", StringComparison.Ordinal).Replace("\"b\":", "\"a\":", StringComparison.Ordinal));

        Assert.Contains("damaged", Assert.Throws<CommandFailedException>(() => SecretsFile.Open(workspace.Folder, "pw")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Saving_a_new_value_leaves_the_bytes_of_the_others()
    {
        using var workspace = new Workspace();
        var file = SecretsFile.Open(workspace.Folder, "pw", iterations: Few);
        file.Set("a", "1");
        file.Save();
        var before = workspace.Read(SecretsFile.FileName).Split('\n').Single(l => l.Contains("\"a\":", StringComparison.Ordinal)).Trim(',', ' ');
        var again = SecretsFile.Open(workspace.Folder, "pw");
        again.Set("b", "2");
        again.Save();

        Assert.Contains(before, workspace.Read(SecretsFile.FileName), StringComparison.Ordinal);
    }

    [Property(MaxTest = 200)]
    public void Any_text_can_be_sealed_and_opened(NonNull<string> name, NonNull<string> text)
    {
        using var cipher = new SecretCipher("pw", SecretCipher.NewSalt(), 1);
        var expected = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Get));

        Assert.Equal(expected, cipher.Open(name.Get, cipher.Seal(name.Get, text.Get)));
    }

    [Theory]
    [InlineData(true, false, false, false, "^[a-z]{30}$")]
    [InlineData(false, true, true, false, "^[A-Z0-9]{30}$")]
    [InlineData(true, true, true, false, "^[A-Za-z0-9]{30}$")]
    public void Made_up_values_follow_their_rules(bool lower, bool upper, bool numeric, bool special, string pattern) =>
        Assert.Matches(pattern, ValueGenerator.Make(new(30, lower, upper, numeric, special, 0, 0, 0, 0)));

    [Fact]
    public void Made_up_values_have_at_least_what_is_asked_for()
    {
        var value = ValueGenerator.Make(new(8, true, true, true, true, 2, 3, 4, 5));

        Assert.True(value.Length >= 14);
        Assert.True(value.Count(char.IsAsciiLetterLower) >= 2);
        Assert.True(value.Count(char.IsAsciiLetterUpper) >= 3);
        Assert.True(value.Count(char.IsAsciiDigit) >= 4);
        Assert.True(value.Count(c => !char.IsAsciiLetterOrDigit(c)) >= 5);
    }
}
