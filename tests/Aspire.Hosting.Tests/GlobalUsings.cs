global using Aspire.Hosting.ApplicationModel;
global using Aspire.Hosting.Eventing;
global using Aspire.Hosting.Publishing;
global using Microsoft.Extensions.DependencyInjection;
