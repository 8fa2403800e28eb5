namespace Aspire.Hosting.Tests.ApplicationModel.Parameters;

public class GenerateParameterDefaultTests
{
    [Fact]
    public void A_value_has_its_length_and_only_what_is_switched_on()
    {
        var value = new GenerateParameterDefault { MinLength = 40, Special = false, Numeric = false }.GetDefaultValue();

        Assert.Equal(40, value.Length);
        Assert.All(value, c => Assert.True(char.IsAsciiLetter(c)));
    }

    [Fact]
    public void Minimum_counts_hold()
    {
        for (var i = 0; i < 50; i++)
        {
            var value = new GenerateParameterDefault { MinLength = 10, MinLower = 2, MinUpper = 3, MinNumeric = 4, MinSpecial = 5 }.GetDefaultValue();

            Assert.Equal(14, value.Length);
            Assert.True(value.Count(char.IsAsciiLetterLower) >= 2);
            Assert.True(value.Count(char.IsAsciiLetterUpper) >= 3);
            Assert.True(value.Count(char.IsAsciiDigit) >= 4);
            Assert.True(value.Count(c => !char.IsAsciiLetterOrDigit(c)) >= 5);
        }
    }

    [Fact]
    public void Values_differ()
        => Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => new GenerateParameterDefault { MinLength = 22 }.GetDefaultValue()).Distinct().Count());

    [Fact]
    public void A_minimum_of_what_is_switched_off_is_refused()
        => Assert.Throws<ArgumentException>(() => new GenerateParameterDefault { MinLength = 5, Special = false, MinSpecial = 1 }.GetDefaultValue());

    [Fact]
    public void Nothing_switched_on_is_refused()
        => Assert.Throws<ArgumentException>(() => new GenerateParameterDefault { MinLength = 5, Lower = false, Upper = false, Numeric = false, Special = false }.GetDefaultValue());

    [Fact]
    public void A_negative_length_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new GenerateParameterDefault { MinLength = -1 }.GetDefaultValue());

    [Fact]
    public void Any_length_is_possible()
        => Assert.Equal(1025, new GenerateParameterDefault { MinLength = 1025 }.GetDefaultValue().Length);
}
