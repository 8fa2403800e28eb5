using Xunit.Sdk;
using Xunit.v3;

// One AppHost after the other: they all are the same AppHost, and so ask for the same ports first. Side by side one would take what another remembers.
[assembly: Parallelization(Mode = ParallelMode.None)]
