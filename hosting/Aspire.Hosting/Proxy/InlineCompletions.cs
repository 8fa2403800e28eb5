using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Proxy;

/// <summary>
/// Lets a socket's asynchronous operations continue on the runtime's own socket thread instead of the thread pool. Saves the relay a third of its
/// cost per message; safe there because the relay never blocks. The runtime has this switch per socket but offers it publicly only for the
/// whole process (DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS), which would change code that is not ours.
/// </summary>
internal static class InlineCompletions
{
    public static void Prefer(Socket socket)
    {
        try
        {
            Set(socket.SafeHandle, true);
        }
        catch (MissingMemberException)
        {
            // Another runtime, or Windows: slower, not wrong.
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PreferInlineCompletions")]
    private static extern void Set(SafeSocketHandle handle, bool value);
}
