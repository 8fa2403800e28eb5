namespace Aspire.Hosting.Processes.Unix;

/// <summary>
/// What the guardian runs: a plain POSIX shell reading "+ leader pipe pipe" and "- leader" from the host. End of file means that the host
/// is gone, however it went; whatever is still listed then is ended: SIGTERM, two seconds, SIGKILL.
/// </summary>
internal static class GuardianScript
{
    public const string Text = """
        trap '' HUP INT QUIT TERM PIPE USR1 USR2
        list=' '
        pipes=' '
        while read -r sign leader out err; do
          case $sign in
            +) list="$list$leader "; pipes="$pipes$out $err " ;;
            -) case $list in *" $leader "*) list="${list%% $leader *} ${list#* $leader }" ;; esac ;;
          esac
        done
        set -- $list
        [ $# -gt 0 ] || exit 0

        # Members: in a listed session or group, a child of a member, or a writer to a listed output pipe.
        extra=' '
        find_members() {
          table=
          for stat in /proc/[0-9]*/stat; do
            { read -r line < "$stat"; } 2>/dev/null || continue
            rest=${line##*) }
            id=${line%% *}
            [ "${rest%% *}" = Z ] || table="$table$id $rest
        "
          done
          again=1
          while [ $again = 1 ]; do
            again=0
            while read -r id state parent group session rest; do
              [ -n "$id" ] && [ "$id" != $$ ] || continue
              case $extra in *" $id "*) continue ;; esac
              case "$list$extra" in
                *" $id "*|*" $session "*|*" $group "*) ;;
                *) case "$list$extra" in *" $parent "*) ;; *) continue ;; esac ;;
              esac
              extra="$extra$id "
              again=1
            done <<END
        $table
        END
          done
          while read -r id inode; do
            case "$pipes" in *" $inode "*) case $extra in *" $id "*) ;; *) extra="$extra$id " ;; esac ;; esac
          done <<END
        $(ls -l /proc/[0-9]*/fd/1 /proc/[0-9]*/fd/2 2>/dev/null | sed -n 's#.*/proc/\([0-9]*\)/fd/[12] -> \(pipe:.*\)#\1 \2#p')
        END
        }
        signal() {
          for leader in $list; do kill -s "$1" -- "-$leader"; done
          for id in $extra; do kill -s "$1" -- "$id"; done
        } 2>/dev/null
        alive() {
          for leader in $list; do kill -s 0 -- "-$leader" && return 0; done
          for id in $extra; do kill -s 0 -- "$id" && return 0; done
          return 1
        } 2>/dev/null

        find_members
        signal TERM
        signal CONT
        turn=0
        while [ $turn -lt 20 ] && alive; do sleep 0.1; turn=$((turn + 1)); done
        alive || exit 0
        find_members
        signal KILL
        sleep 0.1
        find_members
        signal KILL
        """;
}
