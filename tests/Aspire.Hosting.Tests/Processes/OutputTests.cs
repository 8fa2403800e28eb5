using System.Text;
using Aspire.Hosting.Processes;
using Aspire.Hosting.Processes.Unix;

namespace Aspire.Hosting.Tests.Processes;

public sealed class OutputTests : IAsyncDisposable
{
    private readonly ProcessLauncher _launcher = new();
    private readonly Lines _lines = new();

    public ValueTask DisposeAsync() => _launcher.DisposeAsync();

    private async Task RunAsync(string script)
    {
        await using var process = _launcher.Start(Programs.Shell(script, _lines));
        await process.Completion.WaitAsync(Programs.Deadline);
    }

    [Fact]
    public async Task Both_streams_arrive_line_by_line_and_are_told_apart()
    {
        await RunAsync("echo one; echo two >&2; printf 'three\\r\\n'; echo; echo four");
        Assert.Equal(["one", "three", "", "four"], _lines.Output);
        Assert.Equal(["two"], _lines.Error);
    }

    [Fact]
    public async Task A_last_line_without_an_end_arrives()
    {
        await RunAsync("echo one; printf two; printf three >&2");
        Assert.Equal(["one", "two"], _lines.Output);
        Assert.Equal(["three"], _lines.Error);
    }

    [Fact]
    public async Task Invalid_bytes_become_replacement_characters()
    {
        await RunAsync(@"printf 'a\377b\n\345\225\206\n'");
        Assert.Equal(["a\uFFFDb", "商"], _lines.Output);
    }

    [Fact]
    public async Task All_of_a_large_output_has_arrived_when_the_process_is_complete()
    {
        await RunAsync("i=0; while [ $i -lt 20000 ]; do echo \"line $i\"; i=$((i+1)); done");
        Assert.Equal(Enumerable.Range(0, 20000).Select(i => $"line {i}"), _lines.Output);
    }

    [Fact]
    public async Task A_line_of_megabytes_arrives_whole_in_bounded_pieces()
    {
        await RunAsync("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo after");
        Assert.Equal("after", _lines.Output[^1]);
        Assert.All(_lines.Output, line => Assert.True(line.Length <= LineSplitter.DefaultLimit));
        Assert.Equal(3_000_000, _lines.Output.SkipLast(1).Sum(line => line.Length));
    }

    [Fact]
    public async Task A_grandchild_that_keeps_the_output_open_does_not_hold_up_completion_and_is_still_heard()
    {
        await using var process = _launcher.Start(Programs.Shell("(sleep 2; echo late; sleep 1000) & echo first; printf partial", _lines));
        await process.Completion.WaitAsync(Programs.Deadline);
        Assert.Equal(["first", "partial"], _lines.Output.Take(2));
        await _lines.WordAsync("late");
    }

    [Fact]
    public async Task A_program_may_open_its_own_standard_output_by_name()
    {
        await RunAsync("echo named > /dev/stdout; echo error > /dev/stderr");
        Assert.Equal(["named"], _lines.Output);
        Assert.Equal(["error"], _lines.Error);
    }

    [Fact]
    public void A_long_line_is_never_cut_inside_a_character()
    {
        foreach (var text in (string[])["aé", "a商店", "😀😀😀😀", new string('x', 40) + "é😀商"])
        {
            for (var limit = 8; limit < 24; limit++)
            {
                var pieces = new List<string>();
                var splitter = new LineSplitter(pieces.Add, limit);
                var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 20)));
                for (var i = 0; i < bytes.Length; i += 3)
                {
                    splitter.Add(bytes.AsSpan(i, Math.Min(3, bytes.Length - i)));
                }

                splitter.Flush();
                Assert.Equal(string.Concat(Enumerable.Repeat(text, 20)), string.Concat(pieces));
            }
        }
    }
}
