using Xunit.Sdk;
using Xunit.v3;
using Shop.EndToEnd.Tests.Browsing;
using Shop.EndToEnd.Tests.Hosting;

// One shop and one browser serve the whole suite; what stops or breaks a shop starts its own.
[assembly: AssemblyFixture(typeof(RunningShop))]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
