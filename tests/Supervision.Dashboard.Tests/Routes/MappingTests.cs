using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Supervision.Hosting;

namespace Supervision.Dashboard.Tests.Routes;

/// <summary>When a program may have a dashboard.</summary>
public sealed class MappingTests
{
    [Fact]
    public async Task Map_NoAuthorization_IsRefusedAndSaysWhatToDo()
    {
        await using WebApplication program = Build(hasTree: true, hasAuthorization: false);

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => program.MapSupervision());

        Assert.Contains("AddAuthorization()", refused.Message, StringComparison.Ordinal);
        Assert.Contains("AllowAnonymous = true", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_NoAuthorizationAndAllowAnonymous_IsMapped()
    {
        await using WebApplication program = Build(hasTree: true, hasAuthorization: false);

        Assert.NotNull(program.MapSupervision(configure: options => options.AllowAnonymous = true));
    }

    [Fact]
    public async Task Map_NoTree_SaysHowToAddOne()
    {
        await using WebApplication program = Build(hasTree: false, hasAuthorization: true);

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => program.MapSupervision());

        Assert.Contains("AddSupervision", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_OptionsContradict_IsRefused()
    {
        await using WebApplication program = Build(hasTree: true, hasAuthorization: true);
        await using ProcessRuntime other = new();

        Assert.Throws<InvalidOperationException>(() => program.MapSupervision(configure: options => options.Runtime = other));
        Assert.Throws<InvalidOperationException>(() => program.MapSupervision(configure: options => (options.AllowAnonymous, options.ActionPolicy) = (true, "operators")));
    }

    [Theory]
    [InlineData(0, 100, 1)]
    [InlineData(21, 100, 1)]
    [InlineData(4, 9, 1)]
    [InlineData(4, 501, 1)]
    [InlineData(4, 100, 0)]
    public async Task Map_OptionOutOfItsRange_IsRefused(int looks, int pageSize, int viewers)
    {
        await using WebApplication program = Build(hasTree: true, hasAuthorization: true);

        Assert.Throws<ArgumentOutOfRangeException>(() => program.MapSupervision(
            configure: options => (options.MaxLooksPerSecond, options.PageSize, options.MaxViewers) = (looks, pageSize, viewers)));
    }

    private static WebApplication Build(bool hasTree, bool hasAuthorization)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        if (hasTree)
        {
            builder.Services.AddSupervision(tree => tree.Use(Trees.Small()));
        }

        if (hasAuthorization)
        {
            builder.Services.AddAuthorization();
        }

        return builder.Build();
    }
}
