import styles from './WallPage.module.css';
import { useWallLayout } from './wall-scale.ts';

/** The one thing that a wall has to say when there is nothing to show. */
export function WallNotice({ title, what }: { title: string; what: readonly string[] }) {
  const { scale, shape } = useWallLayout();
  return (
    <main className={styles.wall} style={{ zoom: scale }} data-shape={shape}>
      <div className={styles.notice}>
        <h1>{title}</h1>
        {what.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </main>
  );
}
