using Aspirate.Images;

namespace Aspirate.Tests.Images;

public sealed class BuildInputsTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void The_hash_of_a_context_heeds_content_and_names_but_not_what_is_ignored()
    {
        _workspace.Write("app/Dockerfile", "FROM scratch").Write("app/a.txt", "1").Write("app/node_modules/x.js", "1").Write("app/.dockerignore", "node_modules\n");
        string Hash() => BuildContext.Hash(_workspace.At("app"), _workspace.At("app", "Dockerfile"));
        var first = Hash();

        _workspace.Write("app/node_modules/x.js", "2");
        File.SetLastWriteTimeUtc(_workspace.At("app", "a.txt"), DateTime.UnixEpoch);
        Assert.Equal(first, Hash());

        _workspace.Write("app/a.txt", "2");
        var second = Hash();
        Assert.NotEqual(first, second);

        File.Move(_workspace.At("app", "a.txt"), _workspace.At("app", "b.txt"));
        Assert.NotEqual(second, Hash());
    }

    [Fact]
    public void An_ignore_file_called_after_the_Dockerfile_goes_first()
    {
        _workspace.Write("app/web.Dockerfile", "FROM scratch").Write("app/a.txt", "1").Write("app/.dockerignore", "a.txt").Write("app/web.Dockerfile.dockerignore", "nothing");
        string Hash() => BuildContext.Hash(_workspace.At("app"), _workspace.At("app", "web.Dockerfile"));
        var first = Hash();

        _workspace.Write("app/a.txt", "2");

        Assert.NotEqual(first, Hash());
    }

    [Fact]
    public void A_file_that_becomes_executable_and_a_link_that_leads_elsewhere_are_changes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such bits.");
        _workspace.Write("app/Dockerfile", "FROM scratch").Write("app/run.sh", "true");
        File.CreateSymbolicLink(_workspace.At("app", "link"), "run.sh");
        string Hash() => BuildContext.Hash(_workspace.At("app"), _workspace.At("app", "Dockerfile"));
        var first = Hash();

#pragma warning disable CA1416 // Skipped on Windows.
        File.SetUnixFileMode(_workspace.At("app", "run.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        var second = Hash();
        Assert.NotEqual(first, second);

        File.Delete(_workspace.At("app", "link"));
        File.CreateSymbolicLink(_workspace.At("app", "link"), "/etc/passwd");
        Assert.NotEqual(second, Hash());
    }

    [Fact]
    public void A_project_counts_with_all_that_it_refers_to()
    {
        _workspace.Write("Directory.Build.props", "<Project/>")
            .Write("A/A.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="..\B\B.csproj" /><Compile Include="..\Shared\*.cs" /></ItemGroup></Project>""")
            .Write("A/Program.cs", "1").Write("A/bin/A.dll", "1").Write("A/obj/x", "1")
            .Write("B/B.csproj", "<Project><Import Project=\"$(MSBuildThisFileDirectory)..\\b.props\" /></Project>").Write("B/B.cs", "1")
            .Write("b.props", "<Project/>").Write("Shared/S.cs", "1").Write("Other/O.cs", "1");
        Dictionary<string, string> Hashes() => new(ProjectClosure.Of(_workspace.At("A", "A.csproj")).Hashes(_workspace.Folder));
        var before = Hashes();
        Assert.Subset(before.Keys.ToHashSet(), new HashSet<string> { "project A", "project B", "file Directory.Build.props", "file b.props", "file Shared/S.cs" });
        Assert.DoesNotContain("file Other/O.cs", before.Keys);

        _workspace.Write("A/bin/A.dll", "2").Write("A/obj/x", "2").Write("Other/O.cs", "2");
        Assert.Equal(before, Hashes());

        _workspace.Write("B/B.cs", "2");
        var after = Hashes();
        Assert.NotEqual(before["project B"], after["project B"]);
        Assert.Equal(before["project A"], after["project A"]);
        Assert.Null(ProjectClosure.Of(_workspace.At("A", "A.csproj")).Unknown);
    }

    [Fact]
    public void A_reference_that_only_MSBuild_can_find_is_told()
    {
        _workspace.Write("A/A.csproj", """<Project><ItemGroup><ProjectReference Include="$(Elsewhere)/B.csproj" /></ItemGroup></Project>""");

        Assert.Contains("$(Elsewhere)/B.csproj", ProjectClosure.Of(_workspace.At("A", "A.csproj")).Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_base_images_of_a_Dockerfile_follow_its_arguments()
    {
        _workspace.Write("Dockerfile", """
            # syntax=docker/dockerfile:1
            ARG NODE_IMAGE=docker.io/library/node:22
            ARG TAG
            FROM --platform=linux/amd64 ${NODE_IMAGE} AS packages
            ARG INNER=1
            RUN true && \
                echo FROM nowhere
            FROM packages AS again
            FROM alpine:${TAG:-3.20}
            FROM scratch
            """);
        var reader = DockerfileReader.Read(_workspace.At("Dockerfile"));

        Assert.Equal(["alpine:3.20", "docker.io/library/node:22"], reader.BaseImages(new Dictionary<string, string>()));
        Assert.Equal(["alpine:3.21", "mirror/node:1"], reader.BaseImages(new Dictionary<string, string> { ["NODE_IMAGE"] = "mirror/node:1", ["TAG"] = "3.21", ["INNER"] = "2" }));
        Assert.Equal(["INNER", "NODE_IMAGE", "TAG"], reader.Arguments.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("node:22", "docker.io", "library/node")]
    [InlineData("me/app", "docker.io", "me/app")]
    [InlineData("localhost:5000/a/b:1", "localhost:5000", "a/b")]
    [InlineData("ghcr.io/o/n@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "ghcr.io", "o/n")]
    public void The_name_of_an_image_tells_its_registry(string image, string registry, string repository) =>
        Assert.Equal((registry, repository), ImageName.Place(image));
}
