using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Tests.Configuration;

public class HostCommandLineTests
{
    [Theory]
    [InlineData(new string[0], DistributedApplicationOperation.Run, "manifest")]
    [InlineData(new[] { "--operation", "run" }, DistributedApplicationOperation.Run, "manifest")]
    [InlineData(new[] { "--operation", "publish" }, DistributedApplicationOperation.Publish, "manifest")]
    [InlineData(new[] { "--publisher", "manifest" }, DistributedApplicationOperation.Publish, "manifest")]
    [InlineData(new[] { "--publisher", "custom" }, DistributedApplicationOperation.Publish, "custom")]
    [InlineData(new[] { "--operation", "Publish", "--publisher", "custom" }, DistributedApplicationOperation.Publish, "custom")]
    [InlineData(new[] { "--operation", "run", "--publisher", "manifest" }, DistributedApplicationOperation.Run, "manifest")]
    [InlineData(new[] { "--Publishing:Publisher=manifest" }, DistributedApplicationOperation.Publish, "manifest")]
    public void The_operation_follows_from_the_switches(string[] args, DistributedApplicationOperation operation, string publisher)
    {
        var builder = Model.ToRun(args);
        Assert.Equal((operation, publisher), (builder.ExecutionContext.Operation, builder.ExecutionContext.PublisherName));
    }

    [Fact]
    public void An_unknown_operation_is_refused()
        => Assert.Throws<DistributedApplicationException>(() => Model.ToRun("--operation", "fly"));

    [Fact]
    public void A_flag_does_not_swallow_what_follows()
    {
        var configuration = Model.ToRun("--print-plan", "--isolated", "--Parameters:a=b", "--embedded").Configuration;

        Assert.Equal(("true", "true", "true", "b"), (configuration["AppHost:PrintPlan"], configuration["AppHost:Isolated"], configuration["AppHost:Embedded"], configuration["Parameters:a"]));
    }

    [Fact]
    public void A_flag_may_be_given_its_value()
        => Assert.Equal("false", Model.ToRun("--isolated", "false").Configuration["AppHost:Isolated"]);

    [Fact]
    public void The_other_switches_have_their_keys()
    {
        var configuration = Model.ToRun("--output-path", "out", "--deploy", "true", "--dcp-cli-path", "x").Configuration;
        Assert.Equal(("out", "true", "x"), (configuration["Publishing:OutputPath"], configuration["Publishing:Deploy"], configuration["DcpPublisher:CliPath"]));
    }
}
