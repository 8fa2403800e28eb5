namespace Aspirate.Tests.Images;

/// <summary>
/// A program that stands in for docker: it writes down how it was called and with which variables, and answers as docker
/// does. A build whose context holds a file "broken" fails.
/// </summary>
internal sealed class FakeEngine
{
    private readonly Workspace _workspace;

    public FakeEngine(Workspace workspace)
    {
        _workspace = workspace;
        workspace.Write("docker", $$"""
            #!/bin/sh
            log="{{workspace.At("calls.log")}}"
            case "$1" in
                version) exit 0 ;;
                buildx) exit 1 ;;
                build)
                    echo "$*" >> "$log"
                    env | grep -E '^(ASPIRATE_BUILD|DOCKER_BUILDKIT|ARG_|TOKEN)' | sort >> "$log"
                    [ -f "$2/Dockerfile" ] && grep -h COPY "$2/Dockerfile" >> "$log"
                    if [ -f "$2/broken" ]; then
                        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do echo "step $i of $2 with $ARG_SECRET" >&2; done
                        exit 7
                    fi ;;
                push) echo "$*" >> "$log"; echo "latest: digest: sha256:$(printf %s "$2" | sha256sum | cut -d' ' -f1) size: 1" ;;
                image) echo "sha256:$(printf %s "$5" | sha256sum | cut -d' ' -f1)" ;;
                *) echo "unexpected: $*" >&2; exit 1 ;;
            esac
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The same as podman: it writes the digest of what it pushed to a file.</summary>
    public string AsPodman()
    {
        var podman = _workspace.At("podman");
        File.WriteAllText(podman, $$"""
            #!/bin/sh
            if [ "$1" = push ]; then
                echo "$*" >> "{{_workspace.At("calls.log")}}"
                while [ $# -gt 0 ]; do [ "$1" = --digestfile ] && file=$2; image=$1; shift; done
                printf 'sha256:%s' "$(printf %s "$image" | sha256sum | cut -d' ' -f1)" > "$file"
                exit
            fi
            exec "{{Path}}" "$@"
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(podman, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return podman;
    }

    /// <summary>To be given as --container-builder.</summary>
    public string Path => _workspace.At("docker");

    public string Calls => File.Exists(_workspace.At("calls.log")) ? File.ReadAllText(_workspace.At("calls.log")) : "";

    public static string DigestOf(string image) => "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(image)));
}
