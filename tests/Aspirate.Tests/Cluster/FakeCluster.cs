using System.Runtime.CompilerServices;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Tests.Cluster;

/// <summary>
/// A kubectl that keeps "the cluster" in a folder and writes down every call, in front of the real one on the PATH.
/// The command runs in a process of its own, for the PATH is a process's.
/// </summary>
internal sealed class FakeCluster
{
    private readonly Workspace _workspace;

    public FakeCluster(Workspace workspace, string contexts = "kind")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in is a shell script");
        _workspace = workspace;
        workspace.Write("cluster/contexts", string.Join('\n', contexts.Split(',')) + "\n");
        workspace.Write("bin/kubectl", Script(workspace.At("cluster"), RealKubectl()));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(workspace.At("bin", "kubectl"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string[] Calls => File.Exists(_workspace.At("cluster", "log")) ? File.ReadAllLines(_workspace.At("cluster", "log")) : [];

    public string Applied => string.Join('\n', Directory.GetFiles(_workspace.At("cluster"), "applied-*").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    public void Has(string kind, string name, string json) => _workspace.Write($"cluster/{kind}-{name}.json", json);

    /// <summary>What a dry run of applying would leave.</summary>
    public void WouldMake(string kind, string name) => _workspace.Write("cluster/dry-run.json", $$"""{ "items": [ { "kind": "{{kind}}", "metadata": { "name": "{{name}}" } } ] }""");

    /// <summary>All that there is of a kind.</summary>
    public void Lists(string kind, params string[] items) => _workspace.Write($"cluster/all-{kind}.json", $$"""{ "items": [ {{string.Join(", ", items)}} ] }""");

    /// <summary>What this kubectl does for one verb instead, as lines of bash in the folder of the cluster.</summary>
    public void Answer(string verb, string script) => _workspace.Write($"cluster/verb-{verb}", script);

    /// <summary>What runs, as <c>kubectl get</c> lists it while aspirate waits.</summary>
    public void Runs(params string[] items) => _workspace.Write("cluster/running.json", $$"""{ "items": [ {{string.Join(", ", items)}} ] }""");

    public void NothingBecomesReady() => _workspace.Write("cluster/rollout-fails", "");

    public async Task<CommandResult> RunAsync(params string[] args)
    {
        var result = await CliWrap.Cli.Wrap("dotnet")
            .WithArguments([typeof(Aspirate.Cli.ExitCode).Assembly.Location, .. args])
            .WithWorkingDirectory(_workspace.Folder)
            .WithEnvironmentVariables(e => e.Set("PATH", $"{_workspace.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new(result.ExitCode, result.StandardOutput, result.StandardError);
    }

    private static string RealKubectl([CallerMemberName] string member = "")
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(f => Path.Combine(f, "kubectl")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"kubectl is not on this machine ({member}).");
        return found!;
    }

    private static string Script(string state, string real) => $$"""
        #!/bin/bash
        cd '{{state}}'
        if [ "$1" = kustomize ]; then exec '{{real}}' "$@"; fi
        echo "$*" >> log
        args=(); for a in "$@"; do case "$a" in --context|--namespace) skip=1;; *) if [ -n "$skip" ]; then skip=; else args+=("$a"); fi;; esac; done
        if [ -f "verb-${args[0]}" ]; then . "./verb-${args[0]}"; exit; fi
        case "${args[0]}" in
          config) cat contexts;;
          get) f="${args[1]}-${args[2]}.json"; if [[ "${args[2]}" == --* && -f "all-${args[1]}.json" ]]; then cat "all-${args[1]}.json"; elif [ -f "$f" ]; then cat "$f"; elif [[ "${args[1]}" == replicasets* ]]; then cat revisions.json 2>/dev/null || echo '{"items":[]}'; elif [[ "${args[1]}" == *,pods ]]; then cat running.json 2>/dev/null || echo '{"items":[]}'; elif [[ "${args[1]}" == *,* ]]; then cat list.json 2>/dev/null || echo '{"items":[]}'; elif [ "${args[1]}" = events ]; then cat events 2>/dev/null; fi;;
          apply) if [[ "$*" == *--dry-run=server* ]]; then cat > wanted; cat dry-run.json 2>/dev/null || echo '{"items":[]}'; else n=$(ls applied-* 2>/dev/null | wc -l); cat > "applied-$n"; fi;;
          rollout) [ ! -f rollout-fails ];;
          *) true;;
        esac
        """.ReplaceLineEndings("\n");
}
