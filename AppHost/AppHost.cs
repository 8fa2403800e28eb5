var builder = DistributedApplication.CreateBuilder(args);

builder.AddProject<Projects.Shop_Api>("api");

builder.Build().Run();
