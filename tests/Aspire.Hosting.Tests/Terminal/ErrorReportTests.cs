using Aspire.Hosting.Terminal;

namespace Aspire.Hosting.Tests.Terminal;

public sealed class ErrorReportTests
{
    private static Exception Caught(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            return e;
        }

        throw new InvalidOperationException("Nothing was thrown.");
    }

    [Fact]
    public void A_mistake_in_the_model_is_told_by_its_message_and_its_causes()
    {
        var text = ErrorReport.Describe(Caught(() => throw new DistributedApplicationException("The model is wrong.", new IOException("disk full"))));
        Assert.StartsWith("The model is wrong.\n  because: disk full", text);
        Assert.DoesNotContain("   at ", text);
    }

    [Fact]
    public void A_refused_argument_is_told_too()
    {
        var builder = DistributedApplication.CreateBuilder();
        var text = ErrorReport.Describe(Caught(() => builder.AddParameter("not_a_good_name")));
        Assert.Contains("not_a_good_name", text);
    }

    [Fact]
    public void What_others_throw_is_left_to_the_runtime() =>
        Assert.Null(ErrorReport.Describe(Caught(() => _ = int.Parse("not a number"))));
}
